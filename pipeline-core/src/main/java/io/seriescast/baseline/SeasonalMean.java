package io.seriescast.baseline;

/**
 * The mean shape of the last four seasons at the level of the last one: each season is divided by
 * its own mean (has it subtracted, where values or means are not all positive), the shapes are
 * averaged, and brought back by the last season's mean. Fewer seasons when the history is short;
 * below one season the mean of the last four values.
 */
record SeasonalMean() implements Baseline {
  private static final long serialVersionUID = 1L;
  private static final int SEASONS = 4;

  @Override
  public String name() {
    return "seasonal-mean";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    int seasons = Math.min(SEASONS, history.length / season);
    double[] forecast = new double[horizon];
    if (seasons == 0 || season == 1) {
      int last = Math.min(SEASONS, history.length);
      java.util.Arrays.fill(forecast, mean(history, history.length - last, last));
      return forecast;
    }
    int first = history.length - seasons * season;
    double[] levels = new double[seasons];
    boolean ratio = true;
    for (int s = 0; s < seasons; s++) {
      levels[s] = mean(history, first + s * season, season);
      ratio &= levels[s] > 0;
    }
    for (int t = first; t < history.length; t++) {
      ratio &= history[t] >= 0;
    }
    double level = levels[seasons - 1];
    for (int i = 0; i < horizon; i++) {
      double sum = 0;
      for (int s = 0; s < seasons; s++) {
        double value = history[first + s * season + i % season];
        sum += ratio ? value / levels[s] : value - levels[s];
      }
      forecast[i] = ratio ? sum / seasons * level : sum / seasons + level;
    }
    return forecast;
  }

  private static double mean(double[] x, int from, int n) {
    double sum = 0;
    for (int t = from; t < from + n; t++) {
      sum += x[t];
    }
    return sum / n;
  }
}
