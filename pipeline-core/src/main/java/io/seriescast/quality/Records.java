package io.seriescast.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The quarantine records of one series, after the row-by-row rules. At most {@value #SHOWN} rows of
 * a reason get a record each; one more record stands for the rest, so that a broken series of
 * millions of rows stays small.
 */
final class Records {
  static final int SHOWN = 1000;

  private final String uniqueId;
  private final List<Outcome> list = new ArrayList<>();
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private long rows;

  Records(String uniqueId) {
    this.uniqueId = uniqueId;
  }

  /** One of several different values at one instant. */
  void conflict(long micros, double y, String origin, int values) {
    row(Reason.DUPLICATE_CONFLICT, micros, y, origin, "one of %d values".formatted(values));
  }

  void offGrid(long micros, double y, String origin, String frequency) {
    row(Reason.OFF_GRID, micros, y, origin, "not on the series' grid of " + frequency);
  }

  private void row(Reason reason, long micros, double y, String origin, String detail) {
    if (counts.merge(reason, 1L, Long::sum) > SHOWN) {
      rows++;
    } else {
      Outcome record = add(reason, 1, detail);
      record.setRecordMicros(micros);
      record.setRawY(Double.isNaN(y) ? null : Double.toString(y));
      record.setSourceFile(origin);
    }
  }

  /** A record for {@code rows} rows of the series, or one that only tells (rows = 0). */
  Outcome add(Reason reason, long rows, String detail) {
    Outcome record = new Outcome();
    record.setUniqueId(uniqueId);
    record.setReason(reason.name());
    record.setDetail(detail);
    record.setRows(rows);
    list.add(record);
    this.rows += rows;
    return record;
  }

  /** How many rows were taken out of the flow so far. */
  long rows() {
    return rows;
  }

  /** To be called once, when the series is done. */
  List<Outcome> close() {
    counts.forEach(
        (reason, n) -> {
          if (n > SHOWN) {
            add(reason, n - SHOWN, "%d more rows of this series".formatted(n - SHOWN));
          }
        });
    return list;
  }
}
