package io.seriescast.forecast;

import java.util.List;

/**
 * A forecaster whose forecasts do not fall below zero where nothing known of the series did: counts
 * and amounts stay possible ones.
 */
public record NonNegative(Forecaster forecaster) implements Forecaster {
  @Override
  public String model() {
    return forecaster.model();
  }

  @Override
  public Worker start(List<Integer> levels) {
    Worker worker = forecaster.start(levels);
    return origins -> {
      Forecast[] forecasts = worker.forecast(origins);
      for (int i = 0; i < forecasts.length; i++) {
        if (forecasts[i] != null && !wasNegative(origins.get(i))) {
          raise(forecasts[i].yHat());
          for (double[] bound : forecasts[i].bounds()) {
            raise(bound);
          }
        }
      }
      return forecasts;
    };
  }

  private static boolean wasNegative(Origin origin) {
    double[] y = origin.series().y();
    for (int t = 0; t < origin.position(); t++) {
      if (y[t] < 0) {
        return true;
      }
    }
    return false;
  }

  private static void raise(double[] steps) {
    for (int step = 0; steps != null && step < steps.length; step++) {
      steps[step] = Math.max(0, steps[step]);
    }
  }

  /** All of them so. */
  public static List<Forecaster> all(List<Forecaster> forecasters) {
    return forecasters.stream().<Forecaster>map(NonNegative::new).toList();
  }
}
