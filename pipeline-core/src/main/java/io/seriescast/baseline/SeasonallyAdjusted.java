package io.seriescast.baseline;

import java.util.Arrays;

/**
 * A method applied to the seasonally adjusted history, its forecast with the season put back: how
 * the M4 competition ran Naive2, SES, Holt, Damped and Theta.
 *
 * <p>Adjusted by multiplicative indices, and only where {@link SeasonalityTest} finds a season and
 * the indices are finite and not zero; otherwise the method sees the history as it is. The
 * competition had positive values alone. Where others are, ratios to the trend may say nothing, and
 * what is divided by an index near zero is nothing but noise: with a negative value, or with a zero
 * and an index below {@value #SMALLEST}, the adjustment is additive.
 *
 * @param always multiplicative, whatever the values: the definition that OWA is relative to
 */
record SeasonallyAdjusted(String name, Baseline method, boolean always) implements Baseline {
  private static final long serialVersionUID = 2L;

  /** Nights without anybody; a month in which next to nobody travels is above it. */
  private static final double SMALLEST = 0.1;

  SeasonallyAdjusted(String name, Baseline method) {
    this(name, method, false);
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    if (!SeasonalityTest.isSeasonal(history, season)) {
      return method.forecast(history, 1, horizon);
    }
    double[] indices = ClassicalDecomposition.multiplicative(history, season);
    boolean ratios = always || areRatios(history, indices);
    if (!ratios) {
      indices = ClassicalDecomposition.additive(history, season);
    } else if (!Arrays.stream(indices).allMatch(i -> Double.isFinite(i) && i != 0)) {
      return method.forecast(history, 1, horizon);
    }
    int n = history.length;
    double[] adjusted = new double[n];
    for (int t = 0; t < n; t++) {
      double index = indices[t % season];
      adjusted[t] = ratios ? history[t] / index : history[t] - index;
    }
    double[] forecast = method.forecast(adjusted, 1, horizon);
    for (int h = 0; h < horizon; h++) {
      double index = indices[(n + h) % season];
      forecast[h] = ratios ? forecast[h] * index : forecast[h] + index;
    }
    return forecast;
  }

  private static boolean areRatios(double[] history, double[] indices) {
    double lowest = Arrays.stream(history).min().orElse(0);
    return lowest > 0 || (lowest == 0 && Arrays.stream(indices).allMatch(i -> i >= SMALLEST));
  }
}
