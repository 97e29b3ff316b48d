package io.seriescast.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader wants them. */
final class Numbers {
  static final String NONE = "–";

  private Numbers() {}

  /** Thousands with a comma: 1,234,567. */
  static String count(Long n) {
    return n == null ? NONE : String.format(Locale.ROOT, "%,d", n);
  }

  /** "1 series" and "2 series", "1 row" and "2 rows". */
  static String count(long n, String one, String many) {
    return count(n) + " " + (n == 1 ? one : many);
  }

  /** Three significant digits or more, no exponent between 1e-4 and 1e7. */
  static String value(double v) {
    if (!Double.isFinite(v)) {
      return NONE;
    }
    double size = Math.abs(v);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return minus(String.format(Locale.ROOT, "%.2e", v).replaceFirst("e\\+?(-?)0?", "e$1"));
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    for (double bound = 0.1; size != 0 && size < bound; bound /= 10) {
      decimals++;
    }
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", v));
  }

  /** A tick's label: no digits that the axis does not need. */
  static String tick(double v) {
    if (v == 0) {
      return "0";
    }
    BigDecimal plain = new BigDecimal(v, new MathContext(6)).stripTrailingZeros();
    double size = Math.abs(v);
    if (size >= 1e6 || size < 1e-3) {
      return minus(plain.round(new MathContext(3)).toString().replace("E+", "e").replace('E', 'e'));
    }
    return minus(String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain));
  }

  /** 38.2 s, 4 min 5 s, 2 h 10 min. */
  static String seconds(Double s) {
    if (s == null || !Double.isFinite(s)) {
      return NONE;
    }
    long whole = Math.round(s);
    if (s < 60 && whole < 60) {
      return String.format(Locale.ROOT, s < 9.95 ? "%.1f s" : "%.0f s", s);
    }
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole / 60 % 60);
  }

  /** A share as whole percents; those near none and near all with one decimal. */
  static String percent(double share) {
    double p = 100 * share;
    boolean fine = (p != 0 && Math.abs(p) < 9.95) || (p > 99 && p < 100);
    return String.format(Locale.ROOT, fine ? "%.1f\u00a0%%" : "%.0f\u00a0%%", p);
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
