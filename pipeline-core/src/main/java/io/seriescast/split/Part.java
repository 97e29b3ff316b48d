package io.seriescast.split;

import java.io.Serializable;

/** A length at the end of a series: a share of it, a number of steps, or a number of horizons. */
public record Part(double amount, Unit unit) implements Serializable {
  /** What the amount counts. */
  public enum Unit {
    SHARE,
    STEPS,
    HORIZONS
  }

  static boolean isPart(String text) {
    return text.matches("\\d{1,9}h?") || text.matches("0?\\.\\d+|0\\.0*");
  }

  /** Reads {@code 0.2}, {@code 48} or {@code 1h}; the text was checked by {@link SplitSettings}. */
  public static Part parse(String text) {
    if (text.endsWith("h")) {
      return new Part(Integer.parseInt(text.substring(0, text.length() - 1)), Unit.HORIZONS);
    }
    return text.contains(".")
        ? new Part(Double.parseDouble(text), Unit.SHARE)
        : new Part(Integer.parseInt(text), Unit.STEPS);
  }

  /**
   * The part's length in steps for a series of {@code n} steps, at most {@code n}; a share rounds
   * to nearest.
   */
  public int steps(int n, int horizon) {
    double steps =
        switch (unit) {
          case SHARE -> Math.rint(amount * n);
          case STEPS -> amount;
          case HORIZONS -> amount * horizon;
        };
    return (int) Math.min(n, steps);
  }
}
