package io.seriescast.evaluate;

import io.seriescast.config.Checks;
import java.util.List;
import java.util.stream.Stream;

/** The section {@code evaluate}: how the test part is forecast and scored. */
public record EvaluateSettings(int stride, List<Metric> metrics, GateSettings gate) {
  public EvaluateSettings {
    new Checks().atLeast("stride", stride, 0).notEmpty("metrics", metrics).done();
  }

  /** The metrics asked for, and the one that the gate needs. */
  public List<Metric> computed() {
    return gate.enabled()
        ? Stream.concat(metrics.stream(), Stream.of(gate.metric())).distinct().toList()
        : metrics.stream().distinct().toList();
  }
}
