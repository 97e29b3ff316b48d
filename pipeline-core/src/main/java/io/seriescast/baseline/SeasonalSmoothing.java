package io.seriescast.baseline;

import java.util.Arrays;

/**
 * Holt and Winters' exponential smoothing of level, damped trend and season, the season added or
 * multiplied (Hyndman et al. 2008, methods A_d,A and A_d,M in error-correction form).
 *
 * <p>First states come from classical decomposition and a line through the first seasonally
 * adjusted values; α, β, γ, φ minimise the squared one-step errors by simplex search, 0 &lt; α &lt;
 * 1, 0 &lt; β &lt; α, 0 &lt; γ &lt; 1 − α, 0.8 &lt; φ &lt; 0.98. Below two seasons and four values,
 * or without a season: damped {@link TrendSmoothing}. Multiplied seasons need positive values;
 * other histories get added ones.
 */
record SeasonalSmoothing(String name, boolean multiplicative) implements Baseline {
  private static final long serialVersionUID = 1L;

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    if (season < 2 || history.length < 2 * season + 4) {
      return new TrendSmoothing(name, true).forecast(history, 1, horizon);
    }
    boolean ratio = multiplicative && Arrays.stream(history).allMatch(v -> v > 0);
    States first = States.first(history, season, ratio);
    double[] best =
        Simplex.minimise(
            p -> first.copy().run(history, p),
            new double[] {0.2, 0.1, 0.1, 0.9},
            new double[] {0.6, 0.02, 0.5, 0.5});
    States last = first.copy();
    last.run(history, best);
    return last.forecast(history.length, horizon, phi(best));
  }

  private static double phi(double[] p) {
    return 0.8 + p[3] * 0.18;
  }

  /** Level, trend, and the seasonal index of every position. */
  private static final class States {
    private final boolean ratio;
    private final double[] indices;
    private double level;
    private double trend;

    private States(boolean ratio, double[] indices, double level, double trend) {
      this.ratio = ratio;
      this.indices = indices;
      this.level = level;
      this.trend = trend;
    }

    static States first(double[] x, int m, boolean ratio) {
      // a few seasons: later ones may look otherwise
      double[] early = Arrays.copyOf(x, Math.min(x.length, 5 * m));
      double[] indices =
          ratio
              ? ClassicalDecomposition.multiplicative(early, m)
              : ClassicalDecomposition.additive(early, m);
      int n = Math.min(x.length, Math.max(10, 2 * m));
      double middle = (n - 1) / 2.0;
      double mean = 0;
      double slope = 0;
      for (int t = 0; t < n; t++) {
        double adjusted = ratio ? x[t] / indices[t % m] : x[t] - indices[t % m];
        mean += adjusted / n;
        slope += (t - middle) * adjusted;
      }
      slope /= n * ((double) n * n - 1) / 12;
      return new States(ratio, indices, mean - slope * (middle + 1), slope);
    }

    States copy() {
      return new States(ratio, indices.clone(), level, trend);
    }

    /** Moves to the end of the history; the squared one-step errors. */
    double run(double[] x, double[] p) {
      double alpha = p[0];
      double beta = p[1] * alpha;
      double gamma = p[2] * (1 - alpha);
      double phi = phi(p);
      int m = indices.length;
      double sum = 0;
      for (int t = 0; t < x.length; t++) {
        double ahead = level + phi * trend;
        double index = indices[t % m];
        double e = x[t] - (ratio ? ahead * index : ahead + index);
        sum += e * e;
        double stepped = ratio ? e / index : e;
        level = ahead + alpha * stepped;
        trend = phi * trend + beta * stepped;
        indices[t % m] = index + gamma * (ratio ? e / ahead : e);
      }
      return sum;
    }

    double[] forecast(int n, int horizon, double phi) {
      double[] forecast = new double[horizon];
      double ahead = level;
      double slope = trend;
      for (int h = 0; h < horizon; h++) {
        slope *= phi;
        ahead += slope;
        double index = indices[(n + h) % indices.length];
        forecast[h] = ratio ? ahead * index : ahead + index;
      }
      return forecast;
    }
  }
}
