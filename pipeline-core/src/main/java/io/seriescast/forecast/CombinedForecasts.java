package io.seriescast.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Several models' forecasts of the same step as those of one more model. */
final class CombinedForecasts {
  private static final List<String> KEYS =
      List.of(Columns.UNIQUE_ID, Columns.CUTOFF, Columns.DS, Columns.HORIZON_STEP);

  private CombinedForecasts() {}

  /**
   * One row for every series, cutoff and step that any model forecast.
   *
   * <p>In and out: {@link Table#PREDICTIONS}, the columns in their order; more columns in are left
   * off.
   *
   * @param combine an aggregation of {@code y_hat} over the models
   */
  static Dataset<Row> of(Dataset<Row> predictions, String model, UnaryOperator<Column> combine) {
    return predictions
        .groupBy(KEYS.stream().map(functions::col).toArray(Column[]::new))
        .agg(combine.apply(col(Columns.Y_HAT)).as(Columns.Y_HAT), first(Columns.Y).as(Columns.Y))
        .withColumn(Columns.MODEL, lit(model))
        .select(
            Arrays.stream(Table.PREDICTIONS.schema().fieldNames())
                .map(functions::col)
                .toArray(Column[]::new));
  }
}
