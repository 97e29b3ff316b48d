package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.seriescast.error.PipelineException;
import io.seriescast.scale.Preparation;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Split → scale: parts and scaler of every series, and how many windows they give. */
record PrepareStep(RunContext context) {
  Map<String, Object> prepare() {
    Settings settings = context.settings();
    Dataset<Row> regular = context.run().read(context.spark(), Table.REGULAR);
    context
        .run()
        .write(
            Table.PREPARED,
            Preparation.prepare(
                regular, settings.split(), settings.scale(), settings.window().horizon()));
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    context.run().write(Table.SCALERS, Preparation.scalers(prepared));
    long windows = Windows.count(prepared, Windows.training(settings.window()));
    if (windows == 0 && context.applies(Step.TRAIN)) {
      throw nothingToTrainOn(prepared, settings.window());
    }
    return Map.of("windows", windows, "outcome", "%,d windows to train on".formatted(windows));
  }

  private static PipelineException nothingToTrainOn(Dataset<Row> prepared, WindowSettings window) {
    Row longest = prepared.agg(max(col(Columns.TRAIN_END))).head();
    return PipelineException.data(
        "no series gives a window to train on: the longest has %s values before its held-out parts, and window.context %d"
            + " + window.horizon %d are needed. Shorten them, lower window.min-context, or make split.test and"
            + " split.validation smaller",
        longest.isNullAt(0) ? "no" : longest.getInt(0), window.history(), window.horizon());
  }
}
