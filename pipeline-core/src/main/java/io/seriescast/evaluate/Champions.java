package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The best model of every series. */
public final class Champions {
  /** The model's name under which the champions' forecasts stand together. */
  public static final String NAME = "champion";

  private Champions() {}

  /**
   * Picks the model with the lowest value, per series; equals go to the simpler one.
   *
   * <p>In: {@link Table#METRICS} of cutoffs before the test part: chosen on the test part, the
   * champion's own test score would be too good. Out: unique_id, model, metric, value; a row for
   * each series that has the metric for any model. NaN is worse than everything.
   *
   * @param metric one that {@link Metric#ranksModels}
   * @param simplestFirst model names from the simplest on; models not named follow by name
   */
  public static Dataset<Row> of(Dataset<Row> metrics, Metric metric, List<String> simplestFirst) {
    Schemas.check(metrics.schema(), Table.METRICS.schema(), "champions");
    if (!metric.ranksModels()) {
      throw new IllegalArgumentException(metric.label() + " ranks no models");
    }
    Column names = array(simplestFirst.stream().map(functions::lit).toArray(Column[]::new));
    Column place = simplestFirst.isEmpty() ? lit(0L) : array_position(names, col(Columns.MODEL));
    Column order = when(place.gt(0), place).otherwise(lit(Long.MAX_VALUE));
    Dataset<Row> candidates =
        metrics
            .where(col(Columns.SCOPE).equalTo(Metrics.SERIES))
            .where(col(Columns.METRIC).equalTo(metric.label()));
    Dataset<Row> best =
        candidates
            .groupBy(Columns.UNIQUE_ID, Columns.METRIC)
            .agg(min(struct(col(Columns.VALUE), order.as("place"), col(Columns.MODEL))).as("best"));
    return best.select(
        col(Columns.UNIQUE_ID),
        col("best." + Columns.MODEL).as(Columns.MODEL),
        col(Columns.METRIC),
        col("best." + Columns.VALUE).as(Columns.VALUE));
  }

  /**
   * The champions' forecasts, as those of one more model {@value #NAME}.
   *
   * <p>In: {@link Table#PREDICTIONS} with any interval columns, and {@link #of}. Out: the same
   * columns; the rows of each series' champion.
   */
  public static Dataset<Row> forecasts(Dataset<Row> predictions, Dataset<Row> champions) {
    Dataset<Row> chosen = champions.select(Columns.UNIQUE_ID, Columns.MODEL);
    Dataset<Row> theirs =
        predictions.join(chosen, new String[] {Columns.UNIQUE_ID, Columns.MODEL}, "left_semi");
    Dataset<Row> renamed = theirs.withColumn(Columns.MODEL, lit(NAME));
    Column[] order =
        Arrays.stream(predictions.columns()).map(functions::col).toArray(Column[]::new);
    return renamed.select(order);
  }
}
