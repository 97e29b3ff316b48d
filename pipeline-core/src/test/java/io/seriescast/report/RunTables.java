package io.seriescast.report;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables of a small run, row by row, for tests. */
final class RunTables {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  final List<Row> series = new ArrayList<>();
  final List<Row> predictions = new ArrayList<>();
  final List<Row> metrics = new ArrayList<>();
  final List<Row> losses = new ArrayList<>();
  final List<Row> status = new ArrayList<>();
  final List<Row> quarantine = new ArrayList<>();

  /** One value of an hourly series; null is a gap. */
  RunTables value(String id, int hour, Double y) {
    series.add(RowFactory.create(id, at(hour), y, y != null));
    return this;
  }

  /** A prediction with an 80 % interval of ± 1; y null for the future. */
  RunTables prediction(String id, int cutoff, int step, String model, double yHat, Double y) {
    predictions.add(
        RowFactory.create(
            id, at(cutoff), at(cutoff + step), step, model, yHat, yHat - 1, yHat + 1, y));
    return this;
  }

  RunTables metric(String scope, String id, Integer step, String model, String metric, Double v) {
    metrics.add(RowFactory.create(scope, id, step, model, metric, v, 10L));
    return this;
  }

  RunTables loss(String model, int epoch, double train, Double validation) {
    losses.add(RowFactory.create(model, epoch, train, validation, 0.01, 100L, 0.5));
    return this;
  }

  RunTables status(String id, String status, String reason, String model) {
    this.status.add(RowFactory.create(id, status, reason, model));
    return this;
  }

  RunTables quarantined(String id, String reason, String detail, long rows) {
    quarantine.add(RowFactory.create(id, null, "raw", "1", "part-0.csv", reason, detail, rows));
    return this;
  }

  ReportTables tables() {
    return new ReportTables(
        frame(series, Table.SERIES.schema()),
        frame(predictions, withInterval(Table.PREDICTIONS.schema())),
        frame(metrics, Table.METRICS.schema()),
        frame(losses, Table.LOSSES.schema()),
        frame(status, Table.STATUS.schema()),
        frame(quarantine, Table.QUARANTINE.schema()));
  }

  static Timestamp at(int hour) {
    return Timestamp.from(instant(hour));
  }

  static Instant instant(int hour) {
    return START.plusSeconds(3600L * hour);
  }

  private static StructType withInterval(StructType schema) {
    StructType wider = new StructType();
    for (StructField field : schema.fields()) {
      if (field.name().equals(Columns.Y)) {
        wider =
            wider
                .add(Columns.low(80), DataTypes.DoubleType)
                .add(Columns.high(80), DataTypes.DoubleType);
      }
      wider = wider.add(field);
    }
    return wider;
  }

  private static Dataset<Row> frame(List<Row> rows, StructType schema) {
    return TestSpark.session().createDataFrame(rows, schema);
  }
}
