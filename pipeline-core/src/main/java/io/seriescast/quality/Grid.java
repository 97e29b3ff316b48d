package io.seriescast.quality;

import io.seriescast.table.Frequency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Instants one {@link Frequency} apart, before and after an anchor, on the calendar of a zone.
 * Steps of fixed length (up to hours; days and weeks too where clocks never change) are arithmetic;
 * the others follow the calendar.
 */
final class Grid {
  /** What {@link #step} says of an instant between two steps. */
  static final long OFF = Long.MIN_VALUE;

  private static final long SECOND = 1_000_000L;
  private static final long DAY = 86_400 * SECOND;

  private final Frequency frequency;
  private final ZoneId zone;
  private final long anchor;
  private final LocalDate anchorDate;

  /** Microseconds, or 0 where steps differ in length. */
  private final long length;

  Grid(Frequency frequency, ZoneId zone, long anchor) {
    this.frequency = frequency;
    this.zone = zone;
    this.anchor = anchor;
    this.anchorDate = instant(anchor).atZone(zone).toLocalDate();
    this.length = length(frequency, zone);
  }

  private static long length(Frequency frequency, ZoneId zone) {
    long unit =
        switch (frequency.unit()) {
          case SECOND -> SECOND;
          case MINUTE -> 60 * SECOND;
          case HOUR -> 3600 * SECOND;
          case DAY -> zone.getRules().isFixedOffset() ? DAY : 0;
          case WEEK -> zone.getRules().isFixedOffset() ? 7 * DAY : 0;
          default -> 0;
        };
    return unit * frequency.count();
  }

  /** The number of the step at an instant, 0 for the anchor, {@link #OFF} between two steps. */
  long step(long micros) {
    if (length > 0) {
      return (micros - anchor) % length == 0 ? (micros - anchor) / length : OFF;
    }
    ZonedDateTime time = instant(micros).atZone(zone);
    LocalDate date = time.toLocalDate();
    long units =
        switch (frequency.unit()) {
          case DAY -> date.toEpochDay() - anchorDate.toEpochDay();
          case BUSINESS_DAY -> businessDays(date) - businessDays(anchorDate);
          case WEEK -> Math.floorDiv(date.toEpochDay() - anchorDate.toEpochDay(), 7);
          case MONTH -> months(date) - months(anchorDate);
          case QUARTER -> Math.floorDiv(months(date) - months(anchorDate), 3);
          case YEAR -> Math.floorDiv(months(date) - months(anchorDate), 12);
          default -> throw new IllegalStateException(frequency + " is of fixed length");
        };
    if (units % frequency.count() != 0) {
      return OFF;
    }
    long step = units / frequency.count();
    return at(step) == micros ? step : OFF;
  }

  /** The instant of a step in microseconds. */
  long at(long step) {
    return length > 0
        ? anchor + step * length
        : Judgement.micros(frequency.plus(instant(anchor), step, zone));
  }

  Frequency frequency() {
    return frequency;
  }

  private static long months(LocalDate date) {
    return date.getYear() * 12L + date.getMonthValue();
  }

  /** Business days since an old Monday; those of a weekend count as the Monday after. */
  private static long businessDays(LocalDate date) {
    long sinceMonday = date.toEpochDay() + 3;
    return Math.floorDiv(sinceMonday, 7) * 5 + Math.min(5, Math.floorMod(sinceMonday, 7));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
