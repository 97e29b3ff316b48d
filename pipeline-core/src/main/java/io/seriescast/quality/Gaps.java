package io.seriescast.quality;

/**
 * Fills the steps of a regular series that have no value (NaN). A gap longer than {@code max-gap}
 * stays open as a whole. A regular series begins and ends with a value, so that every gap has one
 * before it and one after.
 *
 * <p>{@code linear} looks ahead to the next value, so that a gap across a forecast's cutoff would
 * show the forecast what comes after it; the other policies only look back.
 */
final class Gaps {
  private Gaps() {}

  static void fill(double[] y, int season, QualitySettings settings) {
    for (int from = 0, to; from < y.length; from = to) {
      to = from + 1;
      if (!Double.isNaN(y[from])) {
        continue;
      }
      while (to < y.length && Double.isNaN(y[to])) {
        to++;
      }
      if (settings.maxGap() == 0 || to - from <= settings.maxGap()) {
        fill(y, from, to, season, settings);
      }
    }
  }

  /** Fills the steps [from, to). */
  private static void fill(double[] y, int from, int to, int season, QualitySettings settings) {
    double before = y[from - 1];
    double after = y[to];
    for (int i = from; i < to; i++) {
      y[i] =
          switch (settings.gaps()) {
            case MASK -> Double.NaN;
            case FORWARD -> before;
            case SEASONAL -> i >= season && !Double.isNaN(y[i - season]) ? y[i - season] : before;
            case VALUE -> settings.gapValue();
            case LINEAR -> between(before, after, (i - from + 1.0) / (to - from + 1));
          };
    }
  }

  /** A weighted mean: no difference of huge values that could overflow. */
  private static double between(double before, double after, double share) {
    return before * (1 - share) + after * share;
  }
}
