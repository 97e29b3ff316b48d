package io.seriescast.evaluate;

import io.seriescast.config.Checks;
import java.util.List;
import java.util.stream.Stream;

/** The section {@code evaluate}: how the test part is forecast and scored. */
public record EvaluateSettings(
    int stride, int cutoffs, List<Metric> metrics, GateSettings gate, BacktestSettings backtest) {
  public EvaluateSettings {
    new Checks()
        .atLeast("stride", stride, 0)
        .atLeast("cutoffs", cutoffs, 0)
        .notEmpty("metrics", metrics)
        .done();
  }

  /** The metrics asked for, and the one of the gate, which may be enabled later. */
  public List<Metric> computed() {
    return Stream.concat(metrics.stream(), Stream.of(gate.metric())).distinct().toList();
  }
}
