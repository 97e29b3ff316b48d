package io.seriescast.report;

import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The run's published tables that the page is made from, each with the schema of its {@link Table};
 * an empty table stands for what a run has not. Predictions may carry interval columns. A table of
 * another schema is refused with a {@code PipelineException} of kind DATA.
 */
public record ReportTables(
    Dataset<Row> series,
    Dataset<Row> predictions,
    Dataset<Row> metrics,
    Dataset<Row> losses,
    Dataset<Row> status,
    Dataset<Row> quarantine) {
  public ReportTables {
    Schemas.check(series.schema(), Table.SERIES.schema(), "report: series");
    Schemas.check(predictions.schema(), Table.PREDICTIONS.schema(), "report: predictions");
    Schemas.check(metrics.schema(), Table.METRICS.schema(), "report: metrics");
    Schemas.check(losses.schema(), Table.LOSSES.schema(), "report: losses");
    Schemas.check(status.schema(), Table.STATUS.schema(), "report: status");
    Schemas.check(quarantine.schema(), Table.QUARANTINE.schema(), "report: quarantine");
  }
}
