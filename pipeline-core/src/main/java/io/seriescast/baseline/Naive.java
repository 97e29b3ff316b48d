package io.seriescast.baseline;

import java.util.Arrays;

/** {@code naive}: the last value, for every step. */
record Naive() implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "naive";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, history[history.length - 1]);
    return forecast;
  }
}
