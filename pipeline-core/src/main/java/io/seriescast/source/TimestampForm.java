package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * How the timestamp column is to be understood: declared by its type or {@code
 * source.timestamp-format}, else inferred from a sample.
 *
 * @param unit of {@link Kind#EPOCH}, else null
 * @param least likewise the smallest magnitude that is taken for an instant: {@link
 *     EpochUnit#least}, or 0 where most of the sample confirms the declared unit
 * @param verdict for the log: what was decided and from what
 */
record TimestampForm(Kind kind, EpochUnit unit, double least, String verdict) {
  /** What stands in the column. */
  enum Kind {
    INSTANT,
    LOCAL,
    DATE,
    ISO_TEXT,
    PATTERN,
    EPOCH
  }

  /** Seconds of 1973: smaller numbers may as well be years, or count anything. */
  private static final double EPOCH_SIZE = 1e8;

  /**
   * 20240131, and with hours, minutes and seconds; of other centuries seconds since 1970 may be.
   */
  private static final Pattern DATE =
      Pattern.compile(
          "(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(([01]\\d|2[0-3])([0-5]\\d){0,2})?");

  /** Whether {@code source.timestamp-format} can be understood at all. */
  static boolean isFormat(String format) {
    try {
      return !DateTimeFormatter.ofPattern(format, Locale.ENGLISH).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return EpochUnit.named(format).isPresent();
    }
  }

  /**
   * @throws PipelineException of kind DATA for a column of numbers that says no unit by its size,
   *     where nothing is declared
   */
  static TimestampForm of(Dataset<Row> rows, SourceSettings settings) {
    String type = rows.schema().apply(Columns.RAW_DS).dataType().catalogString();
    String zone = "read in source.time-zone = " + settings.timeZone();
    String local = "timestamps are local (column type %s), %s".formatted(type, zone);
    return switch (type) {
      case "timestamp" -> other(Kind.INSTANT, "timestamps are instants (column type)");
      case "timestamp_ntz" -> other(Kind.LOCAL, local);
      case "date" -> other(Kind.DATE, local);
      default -> ofTextsOrNumbers(rows, settings, type, zone);
    };
  }

  private static TimestampForm ofTextsOrNumbers(
      Dataset<Row> rows, SourceSettings settings, String type, String zone) {
    String format = settings.timestampFormat();
    Optional<EpochUnit> declared = EpochUnit.named(format);
    if (declared.isEmpty() && !format.isEmpty()) {
      String verdict = "timestamps are texts '%s' (declared), those without zone %s";
      return other(Kind.PATTERN, verdict.formatted(format, zone));
    }
    double[] sample = magnitudes(rows);
    if (declared.isPresent()) {
      EpochUnit unit = declared.get();
      boolean confirmed = 2 * atLeast(unit.least(), sample).length > sample.length;
      String verdict = "timestamps are %s (declared)".formatted(format);
      return new TimestampForm(Kind.EPOCH, unit, confirmed ? 0 : unit.least(), verdict);
    }
    double[] large = atLeast(EPOCH_SIZE, sample);
    boolean dates = 2 * Arrays.stream(sample).filter(TimestampForm::isDate).count() > sample.length;
    if (!dates && 2 * large.length > sample.length) {
      double median = large[large.length / 2];
      EpochUnit unit = EpochUnit.of(median);
      String verdict =
          "timestamps are %s (inferred from %d numbers around %.0f; source.timestamp-format declares it)";
      return new TimestampForm(
          Kind.EPOCH, unit, unit.least(), verdict.formatted(unit.format(), large.length, median));
    }
    if (sample.length == 0 || (!dates && type.equals("string"))) {
      return other(Kind.ISO_TEXT, "timestamps are ISO 8601 texts, those without zone " + zone);
    }
    throw PipelineException.data(
        "source: '%s': column '%s' (source.columns.ds) is %s with numbers such as %.0f, expected times since 1970"
            + " of a size that tells their unit. Declare source.timestamp-format: a pattern of the digits, as in"
            + " yyyyMMdd or yyyy, or epoch-seconds, -millis, -micros or -nanos",
        settings.path(), settings.columns().ds(), type, sample[sample.length / 2]);
  }

  private static TimestampForm other(Kind kind, String verdict) {
    return new TimestampForm(kind, null, 0, verdict);
  }

  /** Of a sample, ascending; what is no number counts as 0. */
  private static double[] magnitudes(Dataset<Row> rows) {
    return rows
        .where(col(Columns.RAW_DS).isNotNull())
        .limit(Reader.SAMPLE)
        .select(expr("coalesce(abs(try_cast(cast(raw_ds as string) as double)), 0)"))
        .as(Encoders.DOUBLE())
        .collectAsList()
        .stream()
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static boolean isDate(double number) {
    return DATE.matcher(Long.toString((long) number)).matches();
  }

  private static double[] atLeast(double least, double[] sample) {
    return Arrays.stream(sample).filter(number -> number >= least).toArray();
  }
}
