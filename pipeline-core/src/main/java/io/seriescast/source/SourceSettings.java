package io.seriescast.source;

import io.seriescast.config.Checks;
import io.seriescast.table.Columns;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** The section {@code source}: where the rows come from and how to read them. */
public record SourceSettings(
    Format format,
    String path,
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
  public record CsvSettings(boolean header, String delimiter) {}

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
        .done();
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
        Format.PARQUET, folder, ours, timestampFormat, timeZone, csv, frequency, season, generate);
  }
}
