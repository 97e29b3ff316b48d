package io.seriescast.baseline;

/**
 * Holt's exponential smoothing of level and trend, the trend damped or not: level_t = level_{t−1} +
 * φ trend_{t−1} + α e_t, trend_t = φ trend_{t−1} + β e_t.
 *
 * <p>α in [0.0001, 0.9999], β in [0.0001, α], φ in [0.8, 0.98] (the bounds of R's forecast package;
 * φ = 1 undamped) minimise the squared one-step errors by simplex search; the first level and trend
 * do so exactly, since the errors are linear in them. Below four values: {@link SimpleSmoothing}.
 */
record TrendSmoothing(String name, boolean damped) implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    if (history.length < 4) {
      return new SimpleSmoothing().forecast(history, 1, horizon);
    }
    double[] best =
        damped
            ? Simplex.minimise(
                p -> new Run(history, p).error(),
                new double[] {0.2, 0.1, 0.9},
                new double[] {0.9, 0.02, 0.5})
            : Simplex.minimise(
                p -> new Run(history, p).error(),
                new double[] {0.2, 0.1},
                new double[] {0.9, 0.02});
    return new Run(history, best).forecast(horizon);
  }

  /** One pass over the history: of zero first states, and how each first state enters. */
  private static final class Run {
    private final double phi;
    private final double[] level = {0, 1, 0};
    private final double[] trend = {0, 0, 1};
    private final double[][] products = new double[3][3];

    Run(double[] x, double[] p) {
      double alpha = 1e-4 + p[0] * (0.9999 - 1e-4);
      double beta = 1e-4 + p[1] * (alpha - 1e-4);
      phi = p.length == 3 ? 0.8 + p[2] * 0.18 : 1;
      double[] e = new double[3];
      for (double v : x) {
        for (int i = 0; i < 3; i++) {
          double ahead = level[i] + phi * trend[i];
          e[i] = (i == 0 ? v : 0) - ahead;
          level[i] = ahead + alpha * e[i];
          trend[i] = phi * trend[i] + beta * e[i];
        }
        for (int i = 0; i < 3; i++) {
          for (int j = i; j < 3; j++) {
            products[i][j] += e[i] * e[j];
          }
        }
      }
    }

    /** The first level and trend of least squares. */
    private double[] first() {
      double a = products[1][1];
      double b = products[1][2];
      double d = products[2][2];
      double determinant = a * d - b * b;
      double u = -products[0][1];
      double v = -products[0][2];
      return determinant > 1e-12 * a * d
          ? new double[] {(u * d - v * b) / determinant, (a * v - b * u) / determinant}
          : new double[] {u / a, 0};
    }

    double error() {
      double[] s = first();
      return products[0][0]
          + 2 * (s[0] * products[0][1] + s[1] * products[0][2] + s[0] * s[1] * products[1][2])
          + s[0] * s[0] * products[1][1]
          + s[1] * s[1] * products[2][2];
    }

    double[] forecast(int horizon) {
      double[] s = first();
      double ahead = level[0] + s[0] * level[1] + s[1] * level[2];
      double slope = trend[0] + s[0] * trend[1] + s[1] * trend[2];
      double[] forecast = new double[horizon];
      for (int h = 0; h < horizon; h++) {
        slope *= phi;
        ahead += slope;
        forecast[h] = ahead;
      }
      return forecast;
    }
  }
}
