package io.seriescast.baseline;

/**
 * The classic Theta method (Assimakopoulos and Nikolopoulos 2000), as M4's benchmark: the mean of
 * the linear trend (θ = 0) and of {@link SimpleSmoothing} of the line of twice its distance (θ =
 * 2). Negative forecasts of a history without negative values become 0.
 */
record Theta() implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "theta";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    int n = history.length;
    double middle = (n - 1) / 2.0;
    double mean = 0;
    double covariance = 0;
    double variance = 0;
    double lowest = 0;
    for (int t = 0; t < n; t++) {
      mean += history[t] / n;
      covariance += (t - middle) * history[t];
      variance += (t - middle) * (t - middle);
      lowest = Math.min(lowest, history[t]);
    }
    double slope = n == 1 ? 0 : covariance / variance;
    double[] second = new double[n];
    for (int t = 0; t < n; t++) {
      second[t] = 2 * history[t] - (mean + slope * (t - middle));
    }
    double[] forecast = new SimpleSmoothing().forecast(second, 1, horizon);
    for (int h = 0; h < horizon; h++) {
      forecast[h] = (forecast[h] + mean + slope * (n + h - middle)) / 2;
      forecast[h] = lowest < 0 ? forecast[h] : Math.max(0, forecast[h]);
    }
    return forecast;
  }
}
