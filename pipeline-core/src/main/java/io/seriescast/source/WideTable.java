package io.seriescast.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A wide table, one row per instant and one column per series, as a long one: a row for every cell,
 * the column's name as id. Accounts then count cells; a malformed line counts once.
 */
final class WideTable {
  private static final String POSITION = "position";
  private static final Set<String> DOUBLES =
      Set.of("double", "float", "int", "smallint", "tinyint");
  private static final Set<String> WHOLE = Set.of("bigint", "int", "smallint", "tinyint");

  private WideTable() {}

  /**
   * @throws PipelineException of kind DATA that names every declared column which is missing or no
   *     number
   */
  static Dataset<Row> melt(Dataset<Row> input, SourceSettings settings) {
    List<String> series = new ArrayList<>(settings.wideColumns());
    if (series.isEmpty()) {
      series.addAll(List.of(input.columns()));
      series.removeAll(List.of(settings.columns().ds(), Input.MALFORMED_LINE));
    }
    InputColumns.requireWide(input, series, settings);
    String type = common(input.schema(), series);
    Column[] values =
        series.stream().map(name -> Reader.column(name).cast(type)).toArray(Column[]::new);
    // Not unpivot: for 2,000 columns it takes two and a half times as long.
    Dataset<Row> cells =
        input
            .select(
                Reader.column(settings.columns().ds()).as(Columns.RAW_DS),
                Reader.origin(settings).as(Columns.SOURCE_FILE),
                Reader.malformed(input).as(Raw.MALFORMED),
                posexplode(array(values)).as(new String[] {POSITION, Columns.RAW_Y}))
            .withColumn(
                Columns.UNIQUE_ID,
                element_at(lit(series.toArray(String[]::new)), col(POSITION).plus(1)));
    Column once = col(Raw.MALFORMED).isNull().or(col(POSITION).equalTo(0));
    return cells
        .where(once)
        .select(
            Columns.UNIQUE_ID, Columns.RAW_DS, Columns.RAW_Y, Columns.SOURCE_FILE, Raw.MALFORMED);
  }

  /** The type that holds every column's values as they are, down to the last digit. */
  private static String common(StructType schema, List<String> series) {
    Set<String> types =
        series.stream()
            .map(name -> schema.apply(name).dataType().catalogString())
            .collect(Collectors.toSet());
    if (DOUBLES.containsAll(types)) {
      return "double";
    }
    return WHOLE.containsAll(types) ? "bigint" : "string";
  }
}
