package io.seriescast.source;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;

/** Local times of a zone whose clocks are set back and forward; Spark would shift them silently. */
final class LocalTime {
  private LocalTime() {}

  private static List<ZoneOffset> offsets(long localMicros, ZoneId zone) {
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(Math.floorDiv(localMicros, 1_000_000L), 0, ZoneOffset.UTC);
    return zone.getRules().getValidOffsets(local);
  }

  /**
   * Local microseconds to those since 1970 UTC; the earlier where there are two, null for none. A
   * date, at its midnight, always has one: where that is skipped the day begins after the gap.
   */
  record Instant(String zone) implements UDF2<Long, Boolean, Long> {
    @Override
    public Long call(Long local, Boolean date) {
      if (local == null) {
        return null;
      }
      List<ZoneOffset> offsets = offsets(local, ZoneId.of(zone));
      if (offsets.isEmpty()) {
        long day = Math.floorDiv(local, 86_400_000_000L);
        return date
            ? LocalDate.ofEpochDay(day).atStartOfDay(ZoneId.of(zone)).toEpochSecond() * 1_000_000L
            : null;
      }
      // before the clocks are set back comes first
      return local - offsets.get(0).getTotalSeconds() * 1_000_000L;
    }
  }

  /** Whether there are two such instants. */
  record Ambiguous(String zone) implements UDF1<Long, Boolean> {
    @Override
    public Boolean call(Long local) {
      return local != null && offsets(local, ZoneId.of(zone)).size() > 1;
    }
  }
}
