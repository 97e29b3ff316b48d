package io.seriescast;

import static org.apache.spark.sql.functions.col;

import io.seriescast.evaluate.Metrics;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Predictions against what came to pass. */
record EvaluateStep(RunContext context) {
  Map<String, Object> evaluate() {
    Dataset<Row> predictions = context.run().read(context.spark(), Table.PREDICTIONS);
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    context
        .run()
        .write(Table.METRICS, Metrics.of(predictions, prepared, context.settings().evaluate()));
    Map<String, Double> mase = overall("mase");
    String outcome =
        mase.entrySet().stream()
            .map(e -> "%s %.4g".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return Map.of(
        "outcome", mase.isEmpty() ? "no known values to score against" : "MASE: " + outcome);
  }

  /** One metric of every model over all series. */
  Map<String, Double> overall(String metric) {
    Map<String, Double> values = new TreeMap<>();
    context
        .run()
        .read(context.spark(), Table.METRICS)
        .where(col(Columns.SCOPE).equalTo(Metrics.OVERALL).and(col(Columns.METRIC).equalTo(metric)))
        .select(Columns.MODEL, Columns.VALUE)
        .collectAsList()
        .forEach(row -> values.put(row.getString(0), row.getDouble(1)));
    return values;
  }
}
