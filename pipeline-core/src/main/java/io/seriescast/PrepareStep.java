package io.seriescast;

import io.seriescast.scale.Preparation;
import io.seriescast.table.Table;
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
    return Map.of("windows", windows, "outcome", "%,d windows to train on".formatted(windows));
  }
}
