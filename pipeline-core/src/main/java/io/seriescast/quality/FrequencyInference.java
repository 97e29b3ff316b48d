package io.seriescast.quality;

import io.seriescast.table.Frequency;
import io.seriescast.table.Frequency.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The frequency of one series from its own instants: the most usual distance between neighbours,
 * named by the largest unit that fits (86,400 s apart is a day; the first of each month is a month;
 * days that never fall on a weekend are business days).
 */
final class FrequencyInference {
  private static final long SECOND = 1_000_000L;
  private static final long HOUR = 3600 * SECOND;

  /** Fewer days tell nothing about weekends. */
  private static final int BUSINESS_DAYS = 10;

  private FrequencyInference() {}

  /**
   * @param micros strictly increasing
   * @return empty for less than two instants or steps that are no whole seconds
   */
  static Optional<Frequency> infer(long[] micros, ZoneId zone) {
    if (micros.length < 2) {
      return Optional.empty();
    }
    long usual = usual(distances(micros));
    if (usual < 20 * HOUR) {
      return fixed(usual);
    }
    LocalDate[] dates =
        Arrays.stream(micros).mapToObj(t -> GridFit.date(t, zone)).toArray(LocalDate[]::new);
    long days = usual(distances(dates));
    if (days >= 28) {
      Optional<Frequency> byMonth = months(dates);
      if (byMonth.isPresent()) {
        return byMonth;
      }
    }
    if (days == 1 && businessDays(dates)) {
      return Optional.of(new Frequency(1, Unit.BUSINESS_DAY));
    }
    if (days == 0) {
      return fixed(usual);
    }
    return Optional.of(
        days % 7 == 0
            ? new Frequency((int) (days / 7), Unit.WEEK)
            : new Frequency((int) days, Unit.DAY));
  }

  private static Optional<Frequency> fixed(long micros) {
    if (micros % SECOND != 0) {
      return Optional.empty();
    }
    long seconds = micros / SECOND;
    if (seconds % 3600 == 0) {
      return Optional.of(new Frequency((int) (seconds / 3600), Unit.HOUR));
    }
    return Optional.of(
        seconds % 60 == 0
            ? new Frequency((int) (seconds / 60), Unit.MINUTE)
            : new Frequency((int) seconds, Unit.SECOND));
  }

  /** All on the same day of the month, or all on month ends. */
  private static Optional<Frequency> months(LocalDate[] dates) {
    int day = Stream.of(dates).mapToInt(LocalDate::getDayOfMonth).max().orElse(0);
    boolean sameDay =
        Stream.of(dates).allMatch(d -> d.getDayOfMonth() == Math.min(day, d.lengthOfMonth()));
    if (!sameDay && !Stream.of(dates).allMatch(Frequency::isMonthEnd)) {
      return Optional.empty();
    }
    long[] months = new long[dates.length - 1];
    for (int i = 0; i < months.length; i++) {
      months[i] =
          ChronoUnit.MONTHS.between(dates[i].withDayOfMonth(1), dates[i + 1].withDayOfMonth(1));
    }
    int usual = (int) usual(months);
    return Optional.of(
        usual % 12 == 0
            ? new Frequency(usual / 12, Unit.YEAR)
            : usual % 3 == 0
                ? new Frequency(usual / 3, Unit.QUARTER)
                : new Frequency(usual, Unit.MONTH));
  }

  private static boolean businessDays(LocalDate[] dates) {
    return dates.length >= BUSINESS_DAYS
        && Stream.of(dates)
            .noneMatch(
                d -> List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(d.getDayOfWeek()));
  }

  private static long[] distances(long[] micros) {
    long[] distances = new long[micros.length - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = micros[i + 1] - micros[i];
    }
    return distances;
  }

  private static long[] distances(LocalDate[] dates) {
    long[] distances = new long[dates.length - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = dates[i + 1].toEpochDay() - dates[i].toEpochDay();
    }
    return distances;
  }

  /** The mode; of several the smallest. */
  private static long usual(long[] distances) {
    long first = distances[0];
    if (Arrays.stream(distances).allMatch(d -> d == first)) {
      return first;
    }
    long[] sorted = distances.clone();
    Arrays.sort(sorted);
    long usual = sorted[0];
    int most = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      if (to - from > most) {
        usual = sorted[from];
        most = to - from;
      }
    }
    return usual;
  }
}
