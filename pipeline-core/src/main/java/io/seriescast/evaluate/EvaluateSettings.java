package io.seriescast.evaluate;

import io.seriescast.config.Checks;
import java.util.List;

/** The section {@code evaluate}: how the test part is forecast and scored. */
public record EvaluateSettings(int stride, List<Metric> metrics) {
  public EvaluateSettings {
    new Checks().atLeast("stride", stride, 0).notEmpty("metrics", metrics).done();
  }
}
