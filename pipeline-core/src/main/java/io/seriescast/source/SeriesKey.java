package io.seriescast.source;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The id of a series whose key is several columns: their texts joined by {@code |}, with {@code |}
 * and {@code \} inside a text escaped by {@code \}, so that the join can be taken apart again
 * ("a|b", "c" and "a", "b|c" are two series). A single column is the id as it stands. An id with a
 * missing part is null.
 */
public final class SeriesKey {
  private SeriesKey() {}

  /** The id as a column, from the parts' columns as texts. */
  static Column join(List<Column> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<Column> joined = new ArrayList<>();
    for (Column part : parts) {
      if (!joined.isEmpty()) {
        joined.add(lit("|"));
      }
      joined.add(regexp_replace(part, "([|\\\\])", "\\\\$1"));
    }
    return concat(joined.toArray(Column[]::new));
  }
}
