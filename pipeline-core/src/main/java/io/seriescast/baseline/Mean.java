package io.seriescast.baseline;

import java.util.Arrays;

/** {@code mean}: the mean of the whole history, for every step. */
record Mean() implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    double mean = 0;
    for (double value : history) {
      mean += value / history.length;
    }
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, mean);
    return forecast;
  }
}
