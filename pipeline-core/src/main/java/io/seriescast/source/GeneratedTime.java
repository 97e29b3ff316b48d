package io.seriescast.source;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.seriescast.table.Frequency;
import io.seriescast.table.Frequency.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;

/** The timestamps of generated series, in UTC and by Spark's own arithmetic. */
final class GeneratedTime {
  private GeneratedTime() {}

  /**
   * The instant {@code step} steps after the start. Business days count from a start that is one: a
   * start on a weekend stands for the Monday after it.
   */
  static Column at(Column step, Instant start, Frequency frequency) {
    Column n = step.multiply(frequency.count());
    return switch (frequency.unit()) {
      case MONTH -> months(n, start);
      case QUARTER -> months(n.multiply(3), start);
      case YEAR -> months(n.multiply(12), start);
      case BUSINESS_DAY -> businessDays(n, start);
      default -> fixed(n, start, length(frequency.unit()));
    };
  }

  private static Duration length(Unit unit) {
    return switch (unit) {
      case SECOND -> Duration.ofSeconds(1);
      case MINUTE -> Duration.ofMinutes(1);
      case HOUR -> Duration.ofHours(1);
      case WEEK -> Duration.ofDays(7);
      default -> Duration.ofDays(1);
    };
  }

  private static Column fixed(Column n, Instant start, Duration length) {
    long from = ChronoUnit.MICROS.between(Instant.EPOCH, start);
    return timestamp_micros(n.multiply(length.toSeconds() * 1_000_000L).plus(from));
  }

  private static Column businessDays(Column n, Instant start) {
    int weekday = start.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() - 1;
    Instant first = weekday > 4 ? start.plus(7L - weekday, ChronoUnit.DAYS) : start;
    int from = weekday > 4 ? 0 : weekday;
    Column weekends = floor(n.plus(from).divide(5)).multiply(2);
    return fixed(n.plus(weekends), first, Duration.ofDays(1));
  }

  /** A month's last day stays a last day, as in {@link Frequency#plus}. */
  private static Column months(Column n, Instant start) {
    java.time.LocalDate day = start.atZone(ZoneOffset.UTC).toLocalDate();
    long timeOfDay = ChronoUnit.MICROS.between(start.truncatedTo(ChronoUnit.DAYS), start);
    Column moved = org.apache.spark.sql.functions.add_months(lit(day), n.cast("int"));
    Column date =
        day.getDayOfMonth() == day.lengthOfMonth()
            ? org.apache.spark.sql.functions.last_day(moved)
            : moved;
    Column days = org.apache.spark.sql.functions.datediff(date, expr("date'1970-01-01'"));
    return timestamp_micros(days.cast("long").multiply(86_400_000_000L).plus(timeOfDay));
  }
}
