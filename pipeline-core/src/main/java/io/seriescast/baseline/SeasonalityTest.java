package io.seriescast.baseline;

/** M4's test for a season: the autocorrelation at the season's lag against its 90 % limit. */
public final class SeasonalityTest {
  /** The normal quantile of a two-sided 90 % test, as rounded in M4's code. */
  public static final double CRITICAL = 1.645;

  private SeasonalityTest() {}

  /**
   * Whether m &gt; 1, n ≥ 3m and |r_m| &gt; 1.645/√n · √(1 + 2 Σ_{i&lt;m} r_i²), r the
   * autocorrelations with the full sample's mean and divisor n (Bartlett's limit). A constant has
   * no season.
   */
  public static boolean isSeasonal(double[] x, int m) {
    int n = x.length;
    if (m < 2 || n < 3 * m) {
      return false;
    }
    double mean = 0;
    for (double v : x) {
      mean += v / n;
    }
    double variance = covariance(x, mean, 0);
    double squares = 0;
    for (int lag = 1; lag < m; lag++) {
      double r = covariance(x, mean, lag) / variance;
      squares += r * r;
    }
    double limit = CRITICAL / Math.sqrt(n) * Math.sqrt(1 + 2 * squares);
    return Math.abs(covariance(x, mean, m) / variance) > limit;
  }

  /** n times the autocovariance. */
  private static double covariance(double[] x, double mean, int lag) {
    double sum = 0;
    for (int t = lag; t < x.length; t++) {
      sum += (x[t] - mean) * (x[t - lag] - mean);
    }
    return sum;
  }
}
