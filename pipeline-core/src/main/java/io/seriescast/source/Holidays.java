package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.ColumnMapping;
import io.seriescast.table.Columns;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The days of {@code source.holidays}: a table ds and, where holidays differ, the columns of the
 * series' key; a row without a key is for all series. Other columns, as a holiday's name, are not
 * looked at.
 *
 * @param days by series; "" for those of all
 */
public record Holidays(Map<String, Set<LocalDate>> days) implements Serializable {
  public static final Holidays NONE = new Holidays(Map.of());

  /** A century of holidays of a hundred regions. */
  private static final int MOST = 200_000;

  public boolean isEmpty() {
    return days.isEmpty();
  }

  public boolean contains(String uniqueId, LocalDate day) {
    return days.getOrDefault("", Set.of()).contains(day)
        || days.getOrDefault(uniqueId, Set.of()).contains(day);
  }

  /**
   * An action, of at most {@value #MOST} rows; none without {@code source.holidays.path}.
   *
   * @throws PipelineException of kind DATA when the table cannot be read or has rows without a day
   */
  public static Holidays read(SparkSession spark, SourceSettings settings) {
    if (settings.holidays().path().isBlank()) {
      return NONE;
    }
    try {
      return of(spark, settings);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw ReadFailures.explain(e, spark, settings.holidaySource());
    }
  }

  private static Holidays of(SparkSession spark, SourceSettings settings) {
    Dataset<Row> input = Input.open(spark, settings.holidaySource());
    List<String> found = Arrays.asList(input.columns());
    ColumnMapping columns = settings.columns();
    if (!found.contains(columns.ds())) {
      throw PipelineException.data(
          "source.holidays: '%s' has no column '%s' (source.columns.ds). Found columns: %s",
          settings.holidays().path(), columns.ds(), String.join(", ", found));
    }
    List<String> missing = columns.uniqueId().stream().filter(c -> !found.contains(c)).toList();
    if (!missing.isEmpty() && missing.size() < columns.uniqueId().size()) {
      throw PipelineException.data(
          "source.holidays: '%s' has a part of the key (source.columns.unique-id = %s) and lacks %s. Give all of its"
              + " columns, or none for holidays of all series",
          settings.holidays().path(), columns.uniqueId(), String.join(", ", missing));
    }
    Column key =
        missing.isEmpty()
            ? SeriesKey.join(
                columns.uniqueId().stream().map(n -> Reader.column(n).cast("string")).toList())
            : lit(null).cast("string");
    Dataset<Row> named =
        input.select(
            functions.coalesce(key, lit("")).as(Columns.UNIQUE_ID),
            Reader.column(columns.ds()).as(Columns.RAW_DS));
    List<Row> rows =
        Timestamps.read(named, settings.holidaySource(), verdict -> {})
            .select(col(Columns.UNIQUE_ID), col(Columns.DS), col(Columns.RAW_DS).cast("string"))
            .limit(MOST + 1)
            .collectAsList();
    if (rows.isEmpty() || rows.size() > MOST) {
      throw PipelineException.data(
          "source.holidays: '%s' has %s rows, expected 1 to %d",
          settings.holidays().path(), rows.isEmpty() ? "no" : "more", MOST);
    }
    Map<String, Set<LocalDate>> days = new HashMap<>();
    for (Row row : rows) {
      if (row.isNullAt(1)) {
        throw PipelineException.data(
            "source.holidays: '%s' has a row without a day: %s is '%s', expected %s",
            settings.holidays().path(),
            columns.ds(),
            row.get(2),
            settings.timestampFormat().isEmpty()
                ? "a date such as 2024-12-25"
                : "what source.timestamp-format says of all tables, " + settings.timestampFormat());
      }
      LocalDate day = row.getTimestamp(1).toInstant().atZone(settings.zone()).toLocalDate();
      days.computeIfAbsent(row.getString(0), id -> new HashSet<>()).add(day);
    }
    return new Holidays(days);
  }
}
