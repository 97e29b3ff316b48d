package io.seriescast.baseline;

/**
 * Classical decomposition by moving averages, as R's {@code decompose}: a centred moving average of
 * one season is the trend; the means of what is left over, position by position, are the indices.
 */
final class ClassicalDecomposition {
  private ClassicalDecomposition() {}

  /**
   * Multiplicative seasonal indices of mean 1.
   *
   * @param x at least two seasons
   * @return {@code m} indices, the first for position 0 of x; not finite where the trend is always
   *     0
   */
  static double[] multiplicative(double[] x, int m) {
    double[] indices = meanByPosition(x, m, true);
    double mean = mean(indices);
    for (int i = 0; i < m; i++) {
      indices[i] /= mean;
    }
    return indices;
  }

  /** Additive seasonal indices of mean 0; otherwise as {@link #multiplicative}. */
  static double[] additive(double[] x, int m) {
    double[] indices = meanByPosition(x, m, false);
    double mean = mean(indices);
    for (int i = 0; i < m; i++) {
      indices[i] -= mean;
    }
    return indices;
  }

  private static double[] meanByPosition(double[] x, int m, boolean ratio) {
    double[] sums = new double[m];
    int[] counts = new int[m];
    int half = m / 2;
    for (int t = half; t < x.length - half; t++) {
      double trend = movingAverage(x, t, m);
      double rest = ratio ? x[t] / trend : x[t] - trend;
      if (Double.isFinite(rest)) { // a season of zeros has the trend 0
        sums[t % m] += rest;
        counts[t % m]++;
      }
    }
    for (int i = 0; i < m; i++) {
      sums[i] /= counts[i];
    }
    return sums;
  }

  /** For an even season the two ends count half, so that the average is centred. */
  private static double movingAverage(double[] x, int t, int m) {
    int half = m / 2;
    double ends = m % 2 == 0 ? 0.5 : 1;
    double sum = ends * (x[t - half] + x[t + half]);
    for (int i = t - half + 1; i < t + half; i++) {
      sum += x[i];
    }
    return sum / m;
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }
}
