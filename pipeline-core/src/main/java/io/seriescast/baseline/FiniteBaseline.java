package io.seriescast.baseline;

import java.util.Arrays;

/**
 * Keeps the promises of {@link Baseline} for every method: arguments checked, and the naive
 * forecast where a method's arithmetic left the range of a double (values near 1e308).
 */
record FiniteBaseline(Baseline method) implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    if (history.length == 0 || season < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "%s: history of %d values, season %d, horizon %d; all must be at least 1"
              .formatted(name(), history.length, season, horizon));
    }
    double[] forecast = method.forecast(history, season, horizon);
    return Arrays.stream(forecast).allMatch(Double::isFinite)
        ? forecast
        : new Naive().forecast(history, season, horizon);
  }
}
