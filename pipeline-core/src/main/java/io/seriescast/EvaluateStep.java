package io.seriescast;

import static org.apache.spark.sql.functions.col;

import io.seriescast.error.PipelineException;
import io.seriescast.evaluate.Gate;
import io.seriescast.evaluate.GateSettings;
import io.seriescast.evaluate.Metric;
import io.seriescast.evaluate.Metrics;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Predictions against what came to pass. */
record EvaluateStep(RunContext context) {
  private static final Logger log = LoggerFactory.getLogger(EvaluateStep.class);

  Map<String, Object> evaluate() {
    Dataset<Row> predictions = context.run().read(context.spark(), Table.PREDICTIONS);
    List<Metric> asked = context.settings().evaluate().computed();
    if (context.settings().evaluate().backtest().enabled()) {
      Dataset<Row> scales = BacktestStep.scales(context);
      Dataset<Row> metrics = Metrics.of(predictions, scales, asked);
      Dataset<Row> byCutoff = Metrics.byCutoff(predictions, scales, asked);
      context.run().write(Table.METRICS, metrics.unionByName(byCutoff, true));
    } else {
      Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
      context.run().write(Table.METRICS, Metrics.of(predictions, prepared, asked));
    }
    Map<String, Double> mase = overall("mase");
    String outcome =
        mase.entrySet().stream()
            .map(e -> "%s %.4g".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return Map.of(
        "outcome", mase.isEmpty() ? "no known values to score against" : "MASE: " + outcome);
  }

  /**
   * The model that the run stands for against the reference of the gate, after everything is
   * written, so that tables and page are there to be looked at.
   *
   * @throws PipelineException of kind QUALITY_GATE when it loses
   */
  void enforceGate() {
    GateSettings gate = context.settings().evaluate().gate();
    Dataset<Row> metrics = context.run().read(context.spark(), Table.METRICS);
    String model = context.fact(RunContext.MODEL).orElseThrow().toString();
    Gate.Verdict verdict = Gate.verdict(Gate.compare(metrics, model, gate).head(), model, gate);
    log.info("{}", verdict);
    verdict.enforce();
    if (gate.enabled() && verdict.compared() == 0) {
      log.warn("{}: nothing stands behind what is published", verdict);
    }
    if (!verdict.passes()) {
      log.warn("{}: published all the same, since evaluate.gate.enabled = false", verdict);
    }
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
