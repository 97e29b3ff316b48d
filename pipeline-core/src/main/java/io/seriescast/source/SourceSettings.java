package io.seriescast.source;

import io.seriescast.config.Checks;
import io.seriescast.table.Columns;
import io.seriescast.table.Frequency;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.csv.CSVExprUtils;

/**
 * The section {@code source}: where the rows come from and how to read them.
 *
 * @param asOf {@link #present} as text; "" for all of the input
 */
public record SourceSettings(
    Format format,
    String path,
    Layout layout,
    List<String> wideColumns,
    ColumnMapping columns,
    HolidaySettings holidays,
    String timestampFormat,
    String timeZone,
    String asOf,
    CsvSettings csv,
    String frequency,
    String season,
    GenerateSettings generate) {

  /** What to read; {@link FormatByName} puts another in the place of AUTO. */
  public enum Format {
    AUTO,
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
   *
   * @param static_ numbers or texts of which a series has one, as its region
   * @param historic numbers known up to the present, as a temperature
   * @param future numbers known ahead, as a price or a promotion
   */
  public record ColumnMapping(
      List<String> uniqueId,
      String ds,
      String y,
      List<String> static_,
      List<String> historic,
      List<String> future) {
    /** What the table of series calls its own columns. */
    private static final List<String> TAKEN =
        List.of(Columns.UNIQUE_ID, Columns.DS, Columns.Y, Columns.IS_OBSERVED, HOLIDAY);

    public ColumnMapping {
      uniqueId = List.copyOf(uniqueId);
      new Checks()
          .notEmpty("unique-id", uniqueId)
          .that(free(static_, List.of()), "static", RULE, static_)
          .that(free(historic, static_), "historic", RULE, historic)
          .that(free(future, concat(static_, historic)), "future", RULE, future)
          .done();
      static_ = List.copyOf(static_);
      historic = List.copyOf(historic);
      future = List.copyOf(future);
    }

    /** Without exogenous columns. */
    ColumnMapping(List<String> uniqueId, String ds, String y) {
      this(uniqueId, ds, y, List.of(), List.of(), List.of());
    }

    private static final String RULE =
        "must name columns once, none of them as " + String.join(", ", TAKEN) + " are named";

    private static boolean free(List<String> names, List<String> before) {
      List<String> all = concat(TAKEN, concat(before, names));
      return all.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
          == all.size();
    }

    /** Whose values change with time: historic, then future. */
    public List<String> numbers() {
      return concat(historic, future);
    }

    /** All exogenous columns. */
    public List<String> exogenous() {
      return concat(static_, numbers());
    }

    private static List<String> concat(List<String> first, List<String> second) {
      return Stream.concat(first.stream(), second.stream()).toList();
    }
  }

  /** The input, known ahead, that says which steps are holidays. */
  public static final String HOLIDAY = "holiday";

  /**
   * A table of holidays.
   *
   * @param path "" = none
   */
  public record HolidaySettings(String path, Format format) {
    public HolidaySettings {
      format = format == Format.AUTO && !path.isBlank() ? FormatByName.of(path) : format;
      new Checks()
          .that(format != Format.GENERATED, "format", "must be one of a table", format)
          .done();
    }
  }

  /** How the text of a CSV is laid out. */
  public record CsvSettings(boolean header, String delimiter, String encoding, boolean multiLine) {
    public CsvSettings {
      new Checks()
          .that(
              isDelimiter(delimiter),
              "delimiter",
              "must be a text such as , or \\t",
              "'" + delimiter + "'")
          .that(isCharset(encoding), "encoding", "must be a charset such as UTF-8", encoding)
          .done();
    }

    private static boolean isDelimiter(String delimiter) {
      try {
        return !CSVExprUtils.toDelimiterStr(delimiter).isEmpty();
      } catch (IllegalArgumentException e) {
        return false;
      }
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
    format = format == Format.AUTO ? FormatByName.of(path) : format;
    new Checks()
        .that(
            (format == Format.GENERATED) == path.isBlank(),
            "path",
            "must name the input (or give --input), and must be empty for source.format = generated",
            "'" + path + "'")
        .that(
            columns.exogenous().isEmpty() || (layout == Layout.LONG && format != Format.GENERATED),
            "columns",
            "static, historic and future need a long table of one's own",
            columns.exogenous())
        .that(
            isZone(timeZone),
            "time-zone",
            "must be a time zone such as UTC or Europe/Berlin",
            timeZone)
        .that(
            frequency.equals("auto") || Frequency.isFrequency(frequency),
            "frequency",
            "must be auto or " + Frequency.RULE,
            frequency)
        .that(
            asOf.isEmpty() || isInstant(asOf),
            "as-of",
            "must be an instant such as 2026-01-31T00:00:00Z",
            "'" + asOf + "'")
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

  private static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Rows after it are not used; empty where all are. */
  public Optional<Instant> present() {
    return asOf.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(asOf));
  }

  /** The setting that the path is the value of, for messages. */
  public String key() {
    return path.equals(holidays.path) ? "source.holidays.path" : "source.path";
  }

  /** The inputs that are known ahead: the columns, and the holidays where there is a table. */
  public List<String> future() {
    return holidays.path().isBlank()
        ? columns.future()
        : ColumnMapping.concat(columns.future(), List.of(HOLIDAY));
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
        holidays,
        timestampFormat,
        timeZone,
        asOf,
        csv,
        frequency,
        season,
        generate);
  }

  /** The table of holidays as a source of its own, read as the input is. */
  public SourceSettings holidaySource() {
    return new SourceSettings(
        holidays.format,
        holidays.path,
        Layout.WIDE,
        List.of(),
        new ColumnMapping(columns.uniqueId, columns.ds, columns.y),
        holidays,
        timestampFormat,
        timeZone,
        asOf,
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
      read.addAll(columns.exogenous());
    }
    return read;
  }
}
