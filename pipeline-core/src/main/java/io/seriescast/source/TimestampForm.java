package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.trim;

import io.seriescast.table.Columns;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * How the timestamp column is to be understood: declared by its type or {@code
 * source.timestamp-format}, else inferred from a sample.
 *
 * @param unit of {@link Kind#EPOCH}, else null
 * @param verdict for the log: what was decided and from what
 */
record TimestampForm(Kind kind, EpochUnit unit, String verdict) {
  /** What stands in the column. */
  enum Kind {
    INSTANT,
    LOCAL,
    ISO_TEXT,
    PATTERN,
    EPOCH
  }

  /** Whether {@code source.timestamp-format} can be understood at all. */
  static boolean isFormat(String format) {
    try {
      return !DateTimeFormatter.ofPattern(format, Locale.ENGLISH).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return EpochUnit.named(format).isPresent();
    }
  }

  static TimestampForm of(Dataset<Row> rows, SourceSettings settings) {
    String type = rows.schema().apply(Columns.RAW_DS).dataType().catalogString();
    String format = settings.timestampFormat();
    String zone = "read in source.time-zone = " + settings.timeZone();
    switch (type) {
      case "timestamp" -> {
        return new TimestampForm(Kind.INSTANT, null, "timestamps are instants (column type)");
      }
      case "timestamp_ntz", "date" -> {
        return new TimestampForm(
            Kind.LOCAL, null, "timestamps are local (column type %s), %s".formatted(type, zone));
      }
      default -> {
        // a text or a number: as declared, or as the sample says
      }
    }
    if (EpochUnit.named(format).isPresent()) {
      EpochUnit unit = EpochUnit.named(format).get();
      return new TimestampForm(Kind.EPOCH, unit, "timestamps are %s (declared)".formatted(format));
    }
    if (type.equals("string") && !format.isEmpty()) {
      return new TimestampForm(
          Kind.PATTERN,
          null,
          "timestamps are texts '%s' (declared), those without zone %s".formatted(format, zone));
    }
    List<String> sample =
        rows.select(trim(col(Columns.RAW_DS).cast("string")))
            .where(col(Columns.RAW_DS).isNotNull())
            .limit(Reader.SAMPLE)
            .as(Encoders.STRING())
            .collectAsList();
    List<Double> numbers =
        sample.stream()
            .filter(text -> text.matches("[+-]?\\d{9,}(\\.\\d+)?([eE][+-]?\\d+)?"))
            .map(Double::valueOf)
            .map(Math::abs)
            .sorted()
            .toList();
    if (!type.equals("string") || numbers.size() * 2 > sample.size()) {
      double median = numbers.isEmpty() ? 0 : numbers.get(numbers.size() / 2);
      EpochUnit unit = EpochUnit.of(median);
      return new TimestampForm(
          Kind.EPOCH,
          unit,
          "timestamps are %s (inferred from %d numbers around %.0f; source.timestamp-format declares it)"
              .formatted(unit.format(), numbers.size(), median));
    }
    return new TimestampForm(
        Kind.ISO_TEXT, null, "timestamps are ISO 8601 texts, those without zone " + zone);
  }
}
