package io.seriescast.source;

import io.seriescast.source.SourceSettings.Format;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code source.format = auto} stands for, told by the input's name alone: nothing named is
 * generated, a known ending says it (compressed or not), a bare name such as {@code db.sales} is a
 * catalog table, and any other path is what Spark reads by default, Parquet.
 */
final class FormatByName {
  private static final Pattern ENDING =
      Pattern.compile(".*\\.(csv|json|jsonl|ndjson|parquet|orc)(\\.(gz|bz2|zst|snappy|lz4))?/?");
  private static final Pattern TABLE = Pattern.compile("\\w+(\\.\\w+){0,2}");

  private FormatByName() {}

  static Format of(String path) {
    if (path.isBlank()) {
      return Format.GENERATED;
    }
    Matcher ending = ENDING.matcher(path.toLowerCase(Locale.ROOT));
    if (ending.matches()) {
      return switch (ending.group(1)) {
        case "json", "jsonl", "ndjson" -> Format.JSON;
        case "parquet" -> Format.PARQUET;
        case "orc" -> Format.ORC;
        default -> Format.CSV;
      };
    }
    return TABLE.matcher(path).matches() ? Format.TABLE : Format.PARQUET;
  }
}
