package io.seriescast.scale;

/**
 * The in-sample errors of the seasonal naive forecast, |x_t − x_{t−m}|: the yardstick of MASE
 * (Hyndman and Koehler 2006), RMSSE and MSIS, in original units.
 *
 * <p>Only pairs of which both were observed count: filled gaps would make a series look easier than
 * it is. m falls back to 1 where no pair of distance m exists. The result is 0 where there is no
 * pair at all, or where the seasonal naive forecast is perfect in sample (a constant): then MASE,
 * RMSSE and MSIS are undefined for the series and it has no such metric.
 */
public final class SeasonalError {
  private SeasonalError() {}

  /**
   * Mean |x_t − x_{t−m}|.
   *
   * @param y in original units, oldest first; only [0, to) is read
   * @param observed of the same length; null means every finite value
   * @param season m, 1 for none
   */
  public static double mean(double[] y, boolean[] observed, int to, int season) {
    double mean = meanPower(y, observed, to, season, 1);
    return mean >= 0 ? mean : Math.max(0, meanPower(y, observed, to, 1, 1));
  }

  /** √ mean (x_t − x_{t−m})², the root of RMSSE's denominator. */
  public static double rootMeanSquare(double[] y, boolean[] observed, int to, int season) {
    double mean = meanPower(y, observed, to, season, 2);
    return mean >= 0 ? mean : Math.max(0, meanPower(y, observed, to, 1, 2));
  }

  /** The p-norm mean, p 1 or 2; −1 without any pair. */
  private static double meanPower(double[] y, boolean[] observed, int to, int m, int p) {
    double largest = 0;
    for (int t = m; t < to; t++) {
      largest = Math.max(largest, difference(y, observed, t, m, 0));
    }
    // exact powers of two: 1e300 squared must not overflow
    int e = Math.getExponent(Math.max(largest, Double.MIN_NORMAL));
    double sum = 0;
    long n = 0;
    for (int t = m; t < to; t++) {
      double d = difference(y, observed, t, m, -1);
      if (d >= 0) {
        double scaled = Math.scalb(d, -e);
        sum += p == 1 ? scaled : scaled * scaled;
        n++;
      }
    }
    double mean = sum / n;
    return n == 0 ? -1 : Math.scalb(p == 1 ? mean : Math.sqrt(mean), e);
  }

  private static double difference(double[] y, boolean[] observed, int t, int m, double none) {
    if (observed != null && !(observed[t] && observed[t - m])) {
      return none;
    }
    double d = Math.min(Math.abs(y[t] - y[t - m]), Double.MAX_VALUE);
    return Double.isNaN(d) ? none : d;
  }
}
