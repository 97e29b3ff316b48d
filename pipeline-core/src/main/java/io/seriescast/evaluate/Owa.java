package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * M4's overall weighted average: ½ (sMAPE / sMAPE of Naive2 + MASE / MASE of Naive2), the four
 * being means over series, not OWAs of series.
 *
 * <p>Naive2 is averaged over the very series the model was scored on (and that have a MASE), so a
 * model that leaves hard series out gains nothing. No row without a model {@value
 * Metric#OWA_REFERENCE}, or where its error is zero.
 */
final class Owa {
  private Owa() {}

  /** In: scored rows. Out: rows of METRICS, one per model. */
  static Dataset<Row> of(Dataset<Row> scored) {
    Column smape = avg(Measures.SMAPE.numerator()).as("smape");
    Column mase = avg(Measures.MASE.numerator()).as("mase");
    Dataset<Row> series =
        Metrics.aggregate(scored, List.of(Columns.UNIQUE_ID, Columns.MODEL), List.of(smape, mase))
            .where(col("mase").isNotNull());
    Dataset<Row> reference =
        series
            .where(col(Columns.MODEL).equalTo(Metric.OWA_REFERENCE))
            .select(
                col(Columns.UNIQUE_ID),
                col("smape").as("reference_smape"),
                col("mase").as("reference_mase"));
    Dataset<Row> means =
        series
            .join(reference, Columns.UNIQUE_ID)
            .groupBy(Columns.MODEL)
            .agg(
                ratio("smape").plus(ratio("mase")).divide(2).as(Columns.VALUE),
                count(lit(1)).as(Columns.N));
    Dataset<Row> defined = means.where(col(Columns.VALUE).isNotNull());
    return Metrics.table(
        defined.withColumn(Columns.METRIC, lit(Metric.OWA.label())), Metrics.OVERALL);
  }

  private static Column ratio(String metric) {
    Column reference = avg("reference_" + metric);
    return when(reference.gt(0), avg(metric).divide(reference));
  }
}
