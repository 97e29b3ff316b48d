package io.seriescast.evaluate;

import io.seriescast.config.Checks;
import java.util.Arrays;
import java.util.List;

/**
 * The section {@code evaluate.gate}: forecasts that lose to a baseline are not published.
 *
 * @param margin the share by which the model's error may exceed the reference's
 */
public record GateSettings(boolean enabled, Metric metric, String reference, double margin) {
  public GateSettings {
    List<String> valid =
        Arrays.stream(Metric.values()).filter(Metric::ranksModels).map(Metric::label).toList();
    new Checks()
        .oneOf("metric", metric.label(), valid)
        .that(!reference.isBlank(), "reference", "must name a model", reference)
        .between("margin", margin, 0, 10)
        .done();
  }
}
