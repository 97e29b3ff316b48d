package io.seriescast.baseline;

/**
 * A method applied to the seasonally adjusted history, its forecast multiplied by the seasonal
 * indices again: how the M4 competition ran Naive2, SES, Holt, Damped and Theta.
 *
 * <p>Adjusted only where {@link SeasonalityTest} finds a season and the multiplicative indices are
 * finite and not zero; otherwise the method sees the history as it is.
 */
record SeasonallyAdjusted(String name, Baseline method) implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    if (!SeasonalityTest.isSeasonal(history, season)) {
      return method.forecast(history, 1, horizon);
    }
    double[] indices = ClassicalDecomposition.multiplicative(history, season);
    for (double index : indices) {
      if (!Double.isFinite(index) || index == 0) {
        return method.forecast(history, 1, horizon);
      }
    }
    int n = history.length;
    double[] adjusted = new double[n];
    for (int t = 0; t < n; t++) {
      adjusted[t] = history[t] / indices[t % season];
    }
    double[] forecast = method.forecast(adjusted, 1, horizon);
    for (int h = 0; h < horizon; h++) {
      forecast[h] *= indices[(n + h) % season];
    }
    return forecast;
  }
}
