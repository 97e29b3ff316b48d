package io.seriescast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A drawn axis: the range of the data, its ticks, and the place of every value as a fraction of the
 * axis' length.
 */
final class Axis {
  /** A tick's value and its label. */
  record Tick(double at, String label) {}

  private final double low;
  private final double high;
  private final DoubleUnaryOperator transform;
  private final List<Tick> ticks;

  Axis(double low, double high, DoubleUnaryOperator transform, List<Tick> ticks) {
    this.low = transform.applyAsDouble(low);
    this.high = transform.applyAsDouble(high);
    this.transform = transform;
    this.ticks = List.copyOf(ticks);
  }

  /**
   * Covers all finite values with a little room around them, with ticks at multiples of 1, 2 or 5
   * times a power of ten. Values that are never negative get an axis that is not either.
   */
  static Axis linear(double[] values, int wanted) {
    double[] range = range(values);
    boolean one = range[0] == range[1];
    double margin =
        one ? Math.max(1e-9, Math.abs(range[0]) * 0.5) : 0.04 * range[1] - 0.04 * range[0];
    double low = range[0] >= 0 ? Math.max(0, range[0] - margin) : range[0] - margin;
    double high = range[1] + margin;
    double step = niceStep((high / wanted) - (low / wanted));
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step);
        i * step <= high && ticks.size() <= 2 * wanted;
        i++) {
      ticks.add(new Tick(i * step, Numbers.tick(i * step)));
    }
    return new Axis(low, high, v -> v, ticks);
  }

  /** The exact range, with ticks at whole numbers: epochs, horizon steps. */
  static Axis whole(double low, double high, int wanted) {
    long step = Math.max(1, Math.round(niceStep((high - low) / wanted)));
    List<Tick> ticks = new ArrayList<>();
    for (long at = (long) Math.ceil(low / step) * step; at <= high; at += step) {
      if (at >= low) {
        ticks.add(new Tick(at, Numbers.count(at)));
      }
    }
    if (low == 1 && step > 2) {
      ticks.add(0, new Tick(1, "1"));
    }
    double margin = low == high ? 0.5 : 0;
    return new Axis(low - margin, high + margin, v -> v, ticks);
  }

  /** Covers all positive values on a log scale, with ticks at 1, 2 and 5 of every decade. */
  static Axis log(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      if (v > 0 && Double.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    if (low > high) {
      low = 0.1;
      high = 1;
    }
    low *= 0.9;
    high *= 1.1;
    int from = (int) Math.floor(Math.log10(low));
    int to = (int) Math.ceil(Math.log10(high));
    boolean few = to - from <= 3;
    int every = Math.max(1, (to - from) / 6);
    List<Tick> ticks = new ArrayList<>();
    for (int decade = from; decade <= to; decade++) {
      for (int mantissa : few ? new int[] {1, 2, 5} : new int[] {1}) {
        double at = Double.parseDouble(mantissa + "e" + decade);
        if (at >= low && at <= high && (few || (decade - from) % every == 0)) {
          ticks.add(new Tick(at, Numbers.tick(at)));
        }
      }
    }
    if (ticks.isEmpty()) {
      ticks.add(new Tick(low, Numbers.value(low)));
      ticks.add(new Tick(high, Numbers.value(high)));
    }
    return new Axis(low, high, Math::log, ticks);
  }

  /** 0 at the axis' start, 1 at its end; NaN for values that it cannot show. */
  double fraction(double value) {
    return (transform.applyAsDouble(value) - low) / (high - low);
  }

  List<Tick> ticks() {
    return ticks;
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below {@code raw}. */
  static double niceStep(double raw) {
    if (!(raw > 0) || !Double.isFinite(raw)) {
      return 1;
    }
    int exponent = (int) Math.floor(Math.log10(raw));
    for (int mantissa : new int[] {1, 2, 5, 10}) {
      double step = Double.parseDouble(mantissa + "e" + exponent);
      if (step >= raw * (1 - 1e-9)) {
        return step;
      }
    }
    return raw;
  }

  /** Lowest and highest finite value; 0 and 1 without any. */
  static double[] range(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      if (Double.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    return low > high ? new double[] {0, 1} : new double[] {low, high};
  }
}
