package io.seriescast.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Time axes: ticks at calendar boundaries of a zone, labelled as shortly as is unambiguous. */
final class TimeAxis {
  /** Steps between ticks, from the finest on: unit, count, label. */
  private enum Step {
    SECOND(ChronoUnit.SECONDS, 1, 1, "HH:mm:ss"),
    SECONDS15(ChronoUnit.SECONDS, 15, 15, "HH:mm:ss"),
    MINUTE(ChronoUnit.MINUTES, 1, 60, "HH:mm"),
    MINUTES5(ChronoUnit.MINUTES, 5, 300, "HH:mm"),
    MINUTES15(ChronoUnit.MINUTES, 15, 900, "HH:mm"),
    HOUR(ChronoUnit.HOURS, 1, 3600, "d MMM HH:mm"),
    HOURS3(ChronoUnit.HOURS, 3, 3 * 3600, "d MMM HH:mm"),
    HOURS6(ChronoUnit.HOURS, 6, 6 * 3600, "d MMM HH:mm"),
    HOURS12(ChronoUnit.HOURS, 12, 12 * 3600, "d MMM HH:mm"),
    DAY(ChronoUnit.DAYS, 1, 86400, "d MMM"),
    DAYS2(ChronoUnit.DAYS, 2, 2 * 86400, "d MMM"),
    DAYS3(ChronoUnit.DAYS, 3, 3 * 86400, "d MMM"),
    WEEK(ChronoUnit.DAYS, 7, 7 * 86400, "d MMM"),
    FORTNIGHT(ChronoUnit.DAYS, 14, 14 * 86400, "d MMM"),
    MONTH(ChronoUnit.MONTHS, 1, 30 * 86400, "MMM yyyy"),
    QUARTER(ChronoUnit.MONTHS, 3, 91 * 86400, "MMM yyyy"),
    HALF(ChronoUnit.MONTHS, 6, 182 * 86400, "MMM yyyy"),
    YEAR(ChronoUnit.YEARS, 1, 365 * 86400, "yyyy"),
    YEARS2(ChronoUnit.YEARS, 2, 2 * 365 * 86400, "yyyy"),
    YEARS5(ChronoUnit.YEARS, 5, 5 * 365 * 86400, "yyyy"),
    YEARS10(ChronoUnit.YEARS, 10, 10 * 365 * 86400, "yyyy"),
    YEARS50(ChronoUnit.YEARS, 50, 50L * 365 * 86400, "yyyy"),
    YEARS200(ChronoUnit.YEARS, 200, 200L * 365 * 86400, "yyyy"),
    YEARS1000(ChronoUnit.YEARS, 1000, 1000L * 365 * 86400, "yyyy");

    private final ChronoUnit unit;
    private final int count;
    private final long seconds;
    private final DateTimeFormatter format;

    Step(ChronoUnit unit, int count, long seconds, String pattern) {
      this.unit = unit;
      this.count = count;
      this.seconds = seconds;
      this.format = DateTimeFormatter.ofPattern(pattern, Locale.UK);
    }
  }

  private TimeAxis() {}

  /** Covers both instants; {@code wanted} is the largest number of ticks. */
  static Axis of(Instant from, Instant to, ZoneId zone, int wanted) {
    double low = position(from);
    double high = position(to);
    double span = Math.max(1, high - low);
    Step step = Step.YEARS1000;
    for (Step candidate : Step.values()) {
      if (span / candidate.seconds <= wanted) {
        step = candidate;
        break;
      }
    }
    List<Axis.Tick> ticks = new ArrayList<>();
    // Truncated to the unit and counted on from there; a few ticks before the range are skipped.
    ZonedDateTime at = start(from.atZone(zone), step);
    while (position(at.toInstant()) <= high && ticks.size() <= 2 * wanted) {
      if (position(at.toInstant()) >= low) {
        ticks.add(new Axis.Tick(position(at.toInstant()), step.format.format(at)));
      }
      at = at.plus(step.count, step.unit);
    }
    if (ticks.isEmpty()) {
      ticks.add(new Axis.Tick(low, Step.DAY.format.format(from.atZone(zone))));
    }
    double margin = low == high ? 1 : 0;
    return new Axis(low - margin, high + margin, v -> v, ticks);
  }

  /** Where an instant stands on the axis, in seconds of the epoch. */
  static double position(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }

  private static ZonedDateTime start(ZonedDateTime from, Step step) {
    return switch (step.unit) {
      case SECONDS ->
          from.truncatedTo(ChronoUnit.SECONDS)
              .withSecond(from.getSecond() / step.count * step.count);
      case MINUTES ->
          from.truncatedTo(ChronoUnit.MINUTES)
              .withMinute(from.getMinute() / step.count * step.count);
      case HOURS ->
          from.truncatedTo(ChronoUnit.HOURS).withHour(from.getHour() / step.count * step.count);
      case DAYS ->
          from.truncatedTo(ChronoUnit.DAYS)
              .minusDays(step.count % 7 == 0 ? from.getDayOfWeek().getValue() - 1 : 0);
      case MONTHS ->
          from.truncatedTo(ChronoUnit.DAYS)
              .withDayOfMonth(1)
              .withMonth((from.getMonthValue() - 1) / step.count * step.count + 1);
      default ->
          from.truncatedTo(ChronoUnit.DAYS)
              .withDayOfYear(1)
              .withYear(Math.floorDiv(from.getYear(), step.count) * step.count);
    };
  }
}
