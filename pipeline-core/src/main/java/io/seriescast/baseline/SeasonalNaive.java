package io.seriescast.baseline;

/**
 * {@code seasonal-naive}: the last season over and over. A history shorter than one season has no
 * last season: then {@link Naive}.
 */
record SeasonalNaive() implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "seasonal-naive";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    int m = history.length < season ? 1 : season;
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] = history[history.length - m + h % m];
    }
    return forecast;
  }
}
