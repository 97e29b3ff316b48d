package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.seriescast.baseline.Baselines;
import io.seriescast.forecast.BaselineForecaster;
import io.seriescast.forecast.BlendedForecasts;
import io.seriescast.forecast.ConformalIntervals;
import io.seriescast.forecast.Forecaster;
import io.seriescast.forecast.Forecasts;
import io.seriescast.forecast.NetworkForecaster;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.split.Cutoffs;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Networks and baselines at the cutoffs of the test part and at the end of every series, their
 * blend if asked for, with intervals; and a status for each series. What is learned here, weights
 * and intervals, is learned at the cutoffs of the validation part.
 */
record ForecastStep(RunContext context) {
  /** What a series too short for the networks gets, and what the blend's losses are relative to. */
  private static final String FALLBACK = "seasonal-naive";

  Map<String, Object> forecast() {
    Settings settings = context.settings();
    WindowSettings window = settings.window();
    ZoneId zone = settings.source().zone();
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    FutureInputs.require(prepared, settings);
    Dataset<Row> enough = prepared.where(not(col(Columns.SHORT)));
    Dataset<Row> tooShort = prepared.where(col(Columns.SHORT));
    List<NetworkSnapshot> networks = context.networks();

    int stride = Cutoffs.stride(settings.evaluate().stride(), window.horizon());
    Dataset<Row> predictions =
        Forecasts.at(
            enough,
            Windows.test(window, stride, settings.forecast().future()),
            forecasters(networks, window.horizon()),
            zone);
    Dataset<Row> calibration =
        Forecasts.at(
                enough,
                Windows.validation(window, window.horizon()),
                forecasters(context.validationNetworks(), window.horizon()),
                zone)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Map<String, Object> facts = new LinkedHashMap<>();
    try {
      Map<String, Double> weights =
          settings.forecast().blend() ? weights(calibration, scales(prepared), networks) : Map.of();
      Dataset<Row> all = withBlend(predictions, weights);
      Dataset<Row> withIntervals =
          ConformalIntervals.add(
              all,
              withBlend(calibration, weights),
              scales(prepared),
              settings.forecast().intervals());
      Forecaster fallback = new BaselineForecaster(Baselines.of(FALLBACK), window.horizon());
      Dataset<Row> fallbacks = Forecasts.at(tooShort, Windows.end(), List.of(fallback), zone);
      context.run().write(Table.PREDICTIONS, withIntervals.unionByName(fallbacks, true));
      facts.put("model", weights.isEmpty() ? networks.get(0).name() : BlendedForecasts.MODEL);
      facts.put("weights", weights);
    } finally {
      calibration.unpersist();
    }
    context.run().write(Table.STATUS, status(prepared, (String) facts.get("model")));
    long rows = context.run().read(context.spark(), Table.PREDICTIONS).count();
    facts.put("rows", rows);
    facts.put("outcome", "%,d predictions".formatted(rows));
    return facts;
  }

  private Map<String, Double> weights(
      Dataset<Row> calibration, Dataset<Row> scales, List<NetworkSnapshot> networks) {
    List<String> names = networks.stream().map(NetworkSnapshot::name).toList();
    List<String> all = new ArrayList<>(names);
    all.addAll(context.settings().forecast().baselines());
    Map<String, Double> fitted =
        BlendedForecasts.fit(
            calibration, scales, all, FALLBACK, names, context.settings().window().horizon());
    if (fitted.isEmpty()) {
      // Without a known outcome the networks get half; the last value alone is no forecast to rely
      // on.
      all.remove("naive");
      return BlendedForecasts.prior(all, names);
    }
    return fitted;
  }

  /**
   * What errors are measured by; where the seasonal error says nothing (a constant, a perfect
   * repetition) the scaler's scale.
   */
  private static Dataset<Row> scales(Dataset<Row> prepared) {
    return prepared.select(
        col(Columns.UNIQUE_ID),
        when(col(Columns.MASE_SCALE).gt(0), col(Columns.MASE_SCALE))
            .otherwise(col(Columns.SCALER).getField(Columns.SCALE))
            .as(Columns.MASE_SCALE));
  }

  private static Dataset<Row> withBlend(Dataset<Row> predictions, Map<String, Double> weights) {
    return weights.isEmpty()
        ? predictions
        : predictions.union(BlendedForecasts.of(predictions, weights));
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
