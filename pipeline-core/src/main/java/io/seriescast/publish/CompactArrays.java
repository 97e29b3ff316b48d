package io.seriescast.publish;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the hand-over tables of one row per series lie on disk: without the arrays that say nothing.
 * Timestamps of equal distances are three columns, {@code is_observed} is null where all is true.
 * An array of Parquet costs as much as its elements, each of them a group with levels of its own.
 *
 * <p>Law: unpack ∘ pack is the identity, whatever stands in the arrays.
 */
final class CompactArrays {
  private static final String FIRST = "ds_first";
  private static final String LAST = "ds_last";
  private static final String STEP = "ds_step";

  private static final Set<Table> TABLES = Set.of(Table.REGULAR, Table.PREPARED);

  private CompactArrays() {}

  static Dataset<Row> pack(Table table, Dataset<Row> rows) {
    if (!TABLES.contains(table)) {
      return rows;
    }
    Column ds = col(Columns.DS);
    Column observed = col(Columns.IS_OBSERVED);
    Dataset<Row> ends =
        rows.withColumn(FIRST, get(ds, lit(0)))
            .withColumn(LAST, get(ds, size(ds).minus(1)))
            .withColumn(
                STEP, coalesce(get(ds, lit(1)).minus(get(ds, lit(0))), expr("interval 1 second")));
    return ends.withColumn(Columns.DS, when(ds.equalTo(steps()), lit(null)).otherwise(ds))
        .withColumn(
            Columns.IS_OBSERVED,
            when(
                    array_contains(observed, false)
                        .or(size(observed).notEqual(size(col(Columns.Y)))),
                    observed)
                .otherwise(lit(null)));
  }

  static Dataset<Row> unpack(Table table, Dataset<Row> stored) {
    if (!TABLES.contains(table) || !List.of(stored.columns()).contains(STEP)) {
      return stored;
    }
    return stored
        .withColumn(Columns.DS, coalesce(col(Columns.DS), steps()))
        .withColumn(
            Columns.IS_OBSERVED,
            coalesce(col(Columns.IS_OBSERVED), array_repeat(lit(true), size(col(Columns.Y)))))
        .drop(FIRST, LAST, STEP);
  }

  private static Column steps() {
    return sequence(col(FIRST), col(LAST), col(STEP));
  }
}
