package io.seriescast.table;

import io.seriescast.error.PipelineException;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The step of a regular series: a count of a unit, as in {@code 15min}, {@code h}, {@code D},
 * {@code B}, {@code W}, {@code M}, {@code Q}, {@code Y} (pandas' names, {@code MS} and the like
 * included).
 */
public record Frequency(int count, Unit unit) implements Serializable {
  /**
   * Calendar units; days and longer follow the calendar of a zone, so a day may have 23 or 25
   * hours.
   */
  public enum Unit {
    SECOND("s", 1),
    MINUTE("min", 60),
    HOUR("h", 24),
    DAY("D", 7),
    BUSINESS_DAY("B", 5),
    WEEK("W", 52),
    MONTH("M", 12),
    QUARTER("Q", 4),
    YEAR("Y", 1);

    private final String symbol;
    private final int season;

    Unit(String symbol, int season) {
      this.symbol = symbol;
      this.season = season;
    }
  }

  private static final Pattern FORM = Pattern.compile("(\\d{0,6})\\s*([A-Za-z]+)(-[A-Za-z]+)?");

  /** What {@link #parse} takes. */
  public static final String RULE =
      "a count (at most 999999) and a unit such as s, 15min, h, D, B, W, M, Q, Y";

  /**
   * @throws PipelineException of kind CONFIGURATION when the text names no frequency
   */
  public static Frequency parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (m.matches()) {
      int count = m.group(1).isEmpty() ? 1 : Integer.parseInt(m.group(1));
      Unit unit = unit(m.group(2));
      if (unit != null && count >= 1) {
        return new Frequency(count, unit);
      }
    }
    throw PipelineException.configuration("'%s' is not a frequency: expected %s", text, RULE);
  }

  public static boolean isFrequency(String text) {
    try {
      return parse(text).count() > 0;
    } catch (PipelineException e) {
      return false;
    }
  }

  private static Unit unit(String symbol) {
    return switch (symbol) {
      case "M", "MS", "ME" -> Unit.MONTH;
      default ->
          switch (symbol.toLowerCase(Locale.ROOT)) {
            case "s" -> Unit.SECOND;
            case "min", "t" -> Unit.MINUTE;
            case "h" -> Unit.HOUR;
            case "d" -> Unit.DAY;
            case "b" -> Unit.BUSINESS_DAY;
            case "w" -> Unit.WEEK;
            case "q", "qs", "qe" -> Unit.QUARTER;
            case "y", "ys", "ye", "a", "as" -> Unit.YEAR;
            default -> null;
          };
    };
  }

  /**
   * The instant {@code steps} steps after {@code start} (before it when negative), on the calendar
   * of {@code zone}.
   */
  public Instant plus(Instant start, long steps, ZoneId zone) {
    long n = Math.multiplyExact(steps, (long) count);
    return switch (unit) {
      case SECOND -> start.plusSeconds(n);
      case MINUTE -> start.plus(n, ChronoUnit.MINUTES);
      case HOUR -> start.plus(n, ChronoUnit.HOURS);
      case DAY -> start.atZone(zone).plusDays(n).toInstant();
      case BUSINESS_DAY -> plusBusinessDays(start.atZone(zone), n).toInstant();
      case WEEK -> start.atZone(zone).plusWeeks(n).toInstant();
      case MONTH -> plusMonths(start.atZone(zone), n);
      case QUARTER -> plusMonths(start.atZone(zone), 3 * n);
      case YEAR -> plusMonths(start.atZone(zone), 12 * n);
    };
  }

  /**
   * Month ends stay month ends: a month after the 28th of February that ends it comes the 31st of
   * March.
   */
  private static Instant plusMonths(ZonedDateTime start, long months) {
    ZonedDateTime to = start.plusMonths(months);
    return (isMonthEnd(start.toLocalDate())
            ? to.withDayOfMonth(to.toLocalDate().lengthOfMonth())
            : to)
        .toInstant();
  }

  /**
   * Whether all steps counted from an instant are month ends. In February it may be the day of a
   * grid of the 28th all the same: where there is another step that is none, count from that.
   */
  public boolean keepsMonthEnds(Instant start, ZoneId zone) {
    return unit.ordinal() >= Unit.MONTH.ordinal() && isMonthEnd(start.atZone(zone).toLocalDate());
  }

  public static boolean isMonthEnd(LocalDate date) {
    return date.getDayOfMonth() == date.lengthOfMonth();
  }

  private static ZonedDateTime plusBusinessDays(ZonedDateTime start, long days) {
    ZonedDateTime to = start.plusWeeks(days / 5);
    for (long left = Math.abs(days % 5); left > 0; ) {
      to = to.plusDays(Long.signum(days));
      if (to.getDayOfWeek() != DayOfWeek.SATURDAY && to.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return to;
  }

  /**
   * Steps per season where nothing is declared or found: 24 for hours, 7 for days, 12 for months; 1
   * is none.
   */
  public int defaultSeason() {
    int season =
        switch (unit) {
          case SECOND -> 60;
          case MINUTE -> 24 * 60;
          default -> unit.season;
        };
    return season % count == 0 ? Math.max(1, season / count) : 1;
  }

  /**
   * Steps in a year of 52 whole weeks, 0 where weeks are shorter than steps or not made of them.
   */
  public int year() {
    int single =
        switch (unit) {
          case SECOND, MINUTE, HOUR -> 364 * perDay() * count;
          case DAY -> 364;
          case BUSINESS_DAY -> 260;
          case WEEK -> 52;
          default -> 0;
        };
    boolean whole = count == 1 || unit.ordinal() < Unit.DAY.ordinal();
    return whole ? single / count : 0;
  }

  /** Steps in a day, 0 where days are shorter than steps or not made of whole ones. */
  public int perDay() {
    int seconds =
        switch (unit) {
          case SECOND -> 86_400;
          case MINUTE -> 24 * 60;
          case HOUR -> 24;
          default -> 0;
        };
    return seconds % count == 0 ? seconds / count : 0;
  }

  @Override
  public String toString() {
    return (count == 1 ? "" : count) + unit.symbol;
  }
}
