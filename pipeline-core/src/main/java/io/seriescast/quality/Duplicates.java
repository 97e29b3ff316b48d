package io.seriescast.quality;

import io.seriescast.quality.QualitySettings.DuplicatePolicy;
import java.util.Arrays;

/**
 * One value per instant. Rows that repeat an instant's value, or have none where another row has
 * one, are dropped and counted. Where values differ: {@code last} keeps the one of the last file by
 * name, within a file the greatest (the order of rows means nothing); {@code mean} their mean;
 * {@code quarantine} none of them, and the instant becomes a gap.
 *
 * <p>Law: rows = kept + dropped + quarantined.
 */
final class Duplicates {
  /** Strictly increasing. */
  final long[] micros;

  final double[] y;
  private long dropped;
  private long conflicts;

  private Duplicates(long[] micros, double[] y) {
    this.micros = micros;
    this.y = y;
  }

  /** Rows that stand for no step of their own. */
  long dropped() {
    return dropped;
  }

  /** Instants at which values differed. */
  long conflicts() {
    return conflicts;
  }

  static Duplicates resolve(Observations rows, DuplicatePolicy policy, Records records) {
    Duplicates kept = new Duplicates(new long[rows.size()], new double[rows.size()]);
    int n = 0;
    for (int from = 0, to; from < rows.size(); from = to) {
      to = from + 1;
      while (to < rows.size() && rows.micros[to] == rows.micros[from]) {
        to++;
      }
      double value = to - from == 1 ? rows.y[from] : kept.one(rows, from, to, policy, records);
      if (to - from == 1 || value != REFUSED) {
        kept.micros[n] = rows.micros[from];
        kept.y[n++] = value;
      }
    }
    Duplicates result = new Duplicates(Arrays.copyOf(kept.micros, n), Arrays.copyOf(kept.y, n));
    result.dropped = kept.dropped;
    result.conflicts = kept.conflicts;
    return result;
  }

  /** No accepted value is infinite. */
  private static final double REFUSED = Double.NEGATIVE_INFINITY;

  private double one(Observations rows, int from, int to, DuplicatePolicy policy, Records records) {
    double[] values =
        Arrays.stream(rows.y, from, to).filter(v -> !Double.isNaN(v)).sorted().distinct().toArray();
    if (values.length < 2) {
      dropped += to - from - 1;
      return values.length == 0 ? Double.NaN : values[0];
    }
    conflicts++;
    if (policy == DuplicatePolicy.QUARANTINE) {
      dropped += to - from - values.length;
      for (double value : values) {
        int at = from;
        while (rows.y[at] != value) {
          at++;
        }
        records.conflict(rows.micros[at], value, rows.origins.get(rows.origin[at]), values.length);
      }
      return REFUSED;
    }
    dropped += to - from - 1;
    if (policy == DuplicatePolicy.MEAN) {
      double sum = 0;
      for (double value : values) {
        sum += value / values.length;
      }
      return sum;
    }
    int last = to - 1;
    while (Double.isNaN(rows.y[last])) {
      last--;
    }
    return rows.y[last];
  }
}
