package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.seriescast.baseline.Baselines;
import io.seriescast.forecast.BaselineForecaster;
import io.seriescast.forecast.ConformalIntervals;
import io.seriescast.forecast.Forecaster;
import io.seriescast.forecast.Forecasts;
import io.seriescast.forecast.NetworkForecaster;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Networks and baselines at the cutoffs of the test part and at the end of every series, with
 * intervals; and a status for each.
 */
record ForecastStep(RunContext context) {
  /** What a series too short for the networks gets. */
  private static final String FALLBACK = "seasonal-naive";

  Map<String, Object> forecast() {
    Settings settings = context.settings();
    List<NetworkSnapshot> networks = context.networks();
    WindowSettings window = settings.window();
    ZoneId zone = settings.source().zone();
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    Dataset<Row> enough = prepared.where(not(col(Columns.SHORT)));
    Dataset<Row> tooShort = prepared.where(col(Columns.SHORT));
    List<Forecaster> forecasters = forecasters(networks, window.horizon());

    int stride =
        settings.evaluate().stride() == 0 ? window.horizon() : settings.evaluate().stride();
    Dataset<Row> predictions =
        Forecasts.at(
            enough, Windows.test(window, stride, settings.forecast().future()), forecasters, zone);
    Dataset<Row> calibration =
        Forecasts.at(enough, Windows.validation(window, 1), forecasters, zone);
    Dataset<Row> withIntervals =
        ConformalIntervals.add(predictions, calibration, prepared, settings.forecast().intervals());
    Forecaster fallback = new BaselineForecaster(Baselines.of(FALLBACK), window.horizon());
    Dataset<Row> fallbacks = Forecasts.at(tooShort, Windows.end(), List.of(fallback), zone);
    context.run().write(Table.PREDICTIONS, withIntervals.unionByName(fallbacks, true));
    context.run().write(Table.STATUS, status(prepared, networks.get(0).name()));

    long rows = context.run().read(context.spark(), Table.PREDICTIONS).count();
    return Map.of("rows", rows, "outcome", "%,d predictions".formatted(rows));
  }

  private List<Forecaster> forecasters(List<NetworkSnapshot> networks, int horizon) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    List<Forecaster> forecasters = new ArrayList<>();
    networks.forEach(n -> forecasters.add(new NetworkForecaster(n.name(), spark.broadcast(n))));
    context
        .settings()
        .forecast()
        .baselines()
        .forEach(name -> forecasters.add(new BaselineForecaster(Baselines.of(name), horizon)));
    return forecasters;
  }

  private Dataset<Row> status(Dataset<Row> prepared, String model) {
    Dataset<Row> refused =
        context
            .run()
            .read(context.spark(), Table.STATUS)
            .where(col(Columns.STATUS).equalTo("quarantined"));
    Dataset<Row> regular =
        prepared.select(
            col(Columns.UNIQUE_ID),
            when(col(Columns.SHORT), "fallback").otherwise("forecast").as(Columns.STATUS),
            when(col(Columns.SHORT), "TOO_SHORT").as(Columns.REASON),
            when(col(Columns.SHORT), FALLBACK).otherwise(lit(model)).as(Columns.MODEL));
    return refused.unionByName(regular);
  }
}
