package io.seriescast.baseline;

/** {@code drift}: the straight line through the first and the last value. */
record Drift() implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    int n = history.length;
    double last = history[n - 1];
    double slope = n == 1 ? 0 : (last - history[0]) / (n - 1);
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] = last + slope * (h + 1);
    }
    return forecast;
  }
}
