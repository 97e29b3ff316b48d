package io.seriescast.forecast;

import io.seriescast.baseline.Baseline;
import java.util.List;

/** A baseline as a forecaster: one history at a time, its gaps filled. */
public record BaselineForecaster(Baseline baseline, int horizon) implements Forecaster {
  @Override
  public String model() {
    return baseline.name();
  }

  @Override
  public Worker start(List<Integer> levels) {
    return origins ->
        origins.stream()
            .map(
                origin -> {
                  double[] history = origin.history();
                  return history.length == 0
                      ? null
                      : Forecast.point(
                          baseline.forecast(history, origin.series().season(), horizon));
                })
            .toArray(Forecast[]::new);
  }
}
