package io.seriescast.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.apache.spark.sql.api.java.UDF1;

/**
 * A text in the user's pattern ({@link DateTimeFormatter}'s letters) as ISO 8601, null when it does
 * not match. Not Spark's to_timestamp: that stops the whole job at a text which Spark 2 would have
 * read in another way.
 */
final class PatternText implements UDF1<String, String> {
  private static final long serialVersionUID = 1L;

  private final String pattern;
  private transient DateTimeFormatter formatter;

  PatternText(String pattern) {
    this.pattern = pattern;
  }

  /** {@code u}, the year, for {@code y}, the year of an era, except in quoted texts. */
  private static String withoutEra(String pattern) {
    String[] parts = pattern.split("'", -1);
    for (int i = 0; i < parts.length; i += 2) {
      parts[i] = parts[i].contains("G") ? parts[i] : parts[i].replace('y', 'u');
    }
    return String.join("'", parts);
  }

  @Override
  public String call(String text) {
    if (text == null) {
      return null;
    }
    if (formatter == null) {
      // The 31st of February is no day; but a year is one, without a word on its era.
      formatter =
          DateTimeFormatter.ofPattern(withoutEra(pattern), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
    }
    try {
      TemporalAccessor time =
          formatter.parseBest(
              text.strip(),
              ZonedDateTime::from,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from,
              YearMonth::from,
              Year::from);
      return time instanceof ZonedDateTime zoned
          ? zoned.toOffsetDateTime().toString()
          : time.toString();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
