package io.seriescast.window;

import io.seriescast.window.WindowEncoder.Local;
import java.io.Serializable;

/**
 * What windows are scaled by on top of their series' scaler: the last values before their origin.
 */
final class LocalScaling implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The spread is at least this share of the level, or a flat window would blow noise up. */
  private static final double FLOOR = 1e-3;

  /** For logarithms, this much outright: 2 % of the value. */
  private static final double LOG_FLOOR = 0.02;

  private final WindowSettings settings;
  private final Differences differences;

  LocalScaling(WindowSettings settings, Differences differences) {
    this.settings = settings;
    this.differences = differences;
  }

  /** How many values are looked at, where there are as many. */
  int length() {
    return settings.localLength() == 0 ? settings.context() : settings.localLength();
  }

  Local at(EncodedSeries series, int origin) {
    return switch (settings.local()) {
      case NONE -> Local.NONE;
      case LEVEL -> level(series, origin);
      case SPREAD -> spread(series, origin);
    };
  }

  /** A level of zero counts as one. */
  private Local level(EncodedSeries series, int until) {
    int from = Math.max(0, until - length());
    double zero = series.scaler().transform(0);
    double sum = 0;
    for (int t = from; t < until; t++) {
      sum += Math.abs(series.values()[t] - zero);
    }
    double scale = sum > 0 ? sum / (until - from) : 1;
    return new Local(differences.any() ? 0 : zero, scale, zero + scale);
  }

  /**
   * Center: the mean; scale: the population standard deviation, of the values before {@code until}.
   */
  Local spread(EncodedSeries series, int until) {
    int from = Math.max(0, until - length());
    double sum = 0;
    double values = 0;
    for (int t = from; t < until; t++) {
      sum += differences.of(series.values(), t);
      values += series.values()[t];
    }
    double mean = sum / (until - from);
    double level = values / (until - from);
    double squares = 0;
    for (int t = from; t < until; t++) {
      double d = differences.of(series.values(), t) - mean;
      squares += d * d;
    }
    double floor =
        series.scaler().lambda() == 1
            ? FLOOR * Math.abs(level)
            : LOG_FLOOR / series.scaler().scale();
    return new Local(mean, Math.sqrt(squares / (until - from)) + floor + 1e-8, level);
  }
}
