package io.seriescast.baseline;

/**
 * A baseline at a season of its own, whatever the series': {@code seasonal-naive:168} is last week
 * of hours.
 */
record AtSeason(Baseline baseline, int season) implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return baseline.name() + ":" + season;
  }

  @Override
  public double[] forecast(double[] history, int ofTheSeries, int horizon) {
    return baseline.forecast(history, season, horizon);
  }
}
