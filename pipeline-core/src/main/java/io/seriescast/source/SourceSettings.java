package io.seriescast.source;

import io.seriescast.config.Checks;
import io.seriescast.table.Columns;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The section {@code source}: where the rows come from and how to read them. */
public record SourceSettings(
    Format format,
    String path,
    Layout layout,
    List<String> wideColumns,
    ColumnMapping columns,
    String timestampFormat,
    String timeZone,
    CsvSettings csv,
    String frequency,
    String season,
    GenerateSettings generate) {

  /** What to read. */
  public enum Format {
    GENERATED,
    CSV,
    JSON,
    PARQUET,
    ORC,
    TABLE
  }

  /** Whether a row is one value of one series, or one instant of all series, a column each. */
  public enum Layout {
    LONG,
    WIDE
  }

  /**
   * The user's names of our columns. Several columns may make up the series key; {@link SeriesKey}
   * says how they are joined.
   */
  public record ColumnMapping(List<String> uniqueId, String ds, String y) {
    public ColumnMapping {
      uniqueId = List.copyOf(uniqueId);
      new Checks().notEmpty("unique-id", uniqueId).done();
    }
  }

  /** How the text of a CSV is laid out. */
  public record CsvSettings(boolean header, String delimiter, String encoding, boolean multiLine) {
    public CsvSettings {
      new Checks()
          .that(isCharset(encoding), "encoding", "must be a charset such as UTF-8", encoding)
          .done();
    }

    private static boolean isCharset(String name) {
      try {
        return Charset.isSupported(name);
      } catch (IllegalCharsetNameException e) {
        return false;
      }
    }
  }

  public SourceSettings {
    new Checks()
        .that(
            format == Format.GENERATED || !path.isBlank(),
            "path",
            "must name the input (or give --input) unless source.format is generated",
            "'" + path + "'")
        .that(
            isZone(timeZone),
            "time-zone",
            "must be a time zone such as UTC or Europe/Berlin",
            timeZone)
        .that(
            season.equals("auto") || season.matches("[1-9]\\d{0,5}"),
            "season",
            "must be auto or a number of steps ≥ 1",
            season)
        .that(
            timestampFormat.isEmpty() || TimestampForm.isFormat(timestampFormat),
            "timestamp-format",
            "must be a date pattern such as dd.MM.yyyy HH:mm, or epoch-seconds, -millis, -micros"
                + " or -nanos",
            timestampFormat)
        .done();
    wideColumns = List.copyOf(wideColumns);
  }

  private static boolean isZone(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The zone of timestamps without one, and of calendar days. */
  public ZoneId zone() {
    return ZoneId.of(timeZone);
  }

  /**
   * The same source with its generated series read from the Parquet table that {@code generate}
   * wrote.
   */
  public SourceSettings generatedAt(String folder) {
    ColumnMapping ours = new ColumnMapping(List.of(Columns.UNIQUE_ID), Columns.DS, Columns.Y);
    return new SourceSettings(
        Format.PARQUET,
        folder,
        Layout.LONG,
        List.of(),
        ours,
        timestampFormat,
        timeZone,
        csv,
        frequency,
        season,
        generate);
  }

  /**
   * The input's columns that are read; of a wide table with undeclared series the timestamp only.
   */
  List<String> columnsRead() {
    List<String> read = new ArrayList<>();
    read.add(columns.ds);
    if (layout == Layout.WIDE) {
      read.addAll(wideColumns);
    } else {
      read.addAll(columns.uniqueId);
      read.add(columns.y);
    }
    return read;
  }
}
