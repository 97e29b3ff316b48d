package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * A wide table, one row per instant and one column per series, as a long one: a row for every cell,
 * the column's name as id. Accounts then count cells; a malformed line counts once.
 */
final class WideTable {
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
    boolean texts =
        series.stream()
            .anyMatch(name -> input.schema().apply(name).dataType().equals(DataTypes.StringType));
    Column[] values =
        series.stream()
            .map(name -> Reader.column(name).cast(texts ? "string" : "double").as(name))
            .toArray(Column[]::new);
    Dataset<Row> cells =
        input
            .withColumn(Columns.RAW_DS, Reader.column(settings.columns().ds()))
            .withColumn(Columns.SOURCE_FILE, Reader.origin(settings))
            .withColumn(Raw.MALFORMED, Reader.malformed(input))
            .unpivot(
                new Column[] {col(Columns.RAW_DS), col(Columns.SOURCE_FILE), col(Raw.MALFORMED)},
                values,
                Columns.UNIQUE_ID,
                Columns.RAW_Y);
    Column once =
        col(Raw.MALFORMED).isNull().or(col(Columns.UNIQUE_ID).equalTo(lit(series.get(0))));
    return cells
        .where(once)
        .select(
            Columns.UNIQUE_ID, Columns.RAW_DS, Columns.RAW_Y, Columns.SOURCE_FILE, Raw.MALFORMED);
  }
}
