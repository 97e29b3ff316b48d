package io.seriescast.forecast;

import io.seriescast.baseline.Baseline;

/** A baseline as a forecaster: one history at a time, its gaps filled. */
public record BaselineForecaster(Baseline baseline, int horizon) implements Forecaster {
  @Override
  public String model() {
    return baseline.name();
  }

  @Override
  public Worker start() {
    return origins ->
        origins.stream()
            .map(
                origin -> {
                  double[] history = origin.history();
                  return history.length == 0
                      ? null
                      : baseline.forecast(history, origin.series().season(), horizon);
                })
            .toArray(double[][]::new);
  }
}
