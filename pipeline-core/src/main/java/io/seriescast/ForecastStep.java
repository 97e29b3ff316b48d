package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import io.seriescast.baseline.Baselines;
import io.seriescast.evaluate.Champions;
import io.seriescast.evaluate.Metric;
import io.seriescast.evaluate.Metrics;
import io.seriescast.forecast.BaselineForecaster;
import io.seriescast.forecast.BlendWeights;
import io.seriescast.forecast.BlendedForecasts;
import io.seriescast.forecast.ConformalIntervals;
import io.seriescast.forecast.Ensemble;
import io.seriescast.forecast.ForecastSettings.Choice;
import io.seriescast.forecast.Forecaster;
import io.seriescast.forecast.Forecasts;
import io.seriescast.forecast.NetworkForecaster;
import io.seriescast.forecast.NonNegative;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.split.Cutoffs;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Networks and baselines at the cutoffs of the test part and at the end of every series, their
 * ensemble, blend and champion if asked for, with intervals; and a status for each series. What is
 * learned here, weights, intervals and champions, is learned at the cutoffs of the validation part.
 */
record ForecastStep(RunContext context) {
  /** What a series too short for the networks gets. */
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

    List<Integer> levels = settings.forecast().quantileLevels();
    int stride = Cutoffs.stride(settings.evaluate().stride(), window.horizon());
    Dataset<Row> predictions =
        Forecasts.at(
                enough,
                Windows.test(
                    window, stride, settings.evaluate().cutoffs(), settings.forecast().future()),
                forecasters(networks, window.horizon()),
                levels,
                zone)
            // ensemble, blend and champion read it again
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> calibration =
        Forecasts.at(
                enough,
                Windows.validation(window, window.horizon()),
                forecasters(context.validationNetworks(), window.horizon()),
                levels,
                zone)
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<Dataset<Row>> kept = new ArrayList<>(List.of(predictions, calibration));
    Map<String, Object> facts = new LinkedHashMap<>();
    try {
      Dataset<Row> scales = scales(prepared);
      BlendWeights weights = BlendWeights.unlearned(Map.of());
      Dataset<Row> outcomes = withEnsemble(calibration, networks);
      Dataset<Row> forecasts = withEnsemble(predictions, networks);
      if (settings.forecast().blend()) {
        weights = weights(calibration, scales, networks);
        int horizon = window.horizon();
        Dataset<Row> known =
            BlendedForecasts.ofCalibration(calibration, weights, scales, horizon)
                .persist(StorageLevel.MEMORY_AND_DISK());
        kept.add(known);
        outcomes = outcomes.unionByName(known, true);
        forecasts =
            forecasts.unionByName(
                BlendedForecasts.of(predictions, weights, calibration, scales, horizon), true);
      }
      Dataset<Row> withIntervals =
          ConformalIntervals.add(
              forecasts,
              outcomes,
              scales,
              settings.forecast().intervals(),
              settings.forecast().intervalMethod());
      String chosen = chosen(enough, calibration);
      Dataset<Row> models = models(enough, outcomes, networks, chosen);
      Dataset<Row> withChampion =
          settings.forecast().chosen() == Choice.CHAMPION
              ? withIntervals.union(Champions.forecasts(withIntervals, models))
              : withIntervals;
      Forecaster fallback = new BaselineForecaster(Baselines.of(FALLBACK), window.horizon());
      Dataset<Row> fallbacks =
          Forecasts.at(tooShort, Windows.end(), List.of(fallback), List.of(), zone);
      context.run().write(Table.PREDICTIONS, withChampion.unionByName(fallbacks, true));
      context.run().write(Table.STATUS, status(models, tooShort));
      facts.put(RunContext.MODEL, chosen);
      facts.put("weights", weights.weights());
    } finally {
      kept.forEach(Dataset::unpersist);
    }
    List<Integer> intervals = settings.forecast().intervals();
    Column bound = intervals.isEmpty() ? lit(1) : col(Columns.low(intervals.get(0)));
    Row written =
        context
            .run()
            .read(context.spark(), Table.PREDICTIONS)
            .agg(count(lit(1)), count(bound))
            .head();
    facts.put("rows", written.getLong(0));
    facts.put(
        "outcome",
        "%,d predictions%s"
            .formatted(
                written.getLong(0),
                written.getLong(1) > 0
                    ? ""
                    : " without intervals: no series has a whole horizon of %d in its split.validation"
                        .formatted(window.horizon())));
    return facts;
  }

  private BlendWeights weights(
      Dataset<Row> calibration, Dataset<Row> scales, List<NetworkSnapshot> networks) {
    List<String> names = names(networks);
    List<String> all = new ArrayList<>(names);
    all.addAll(context.settings().forecast().baselines());
    return BlendedForecasts.fit(
            calibration, scales, all, names, context.settings().window().horizon())
        .orElseGet(
            () -> {
              // Without a known outcome the networks get half; the last value alone is no forecast
              // to rely on.
              all.remove("naive");
              return BlendWeights.unlearned(BlendedForecasts.prior(all, names));
            });
  }

  /**
   * What errors are measured by; where the seasonal error says nothing (a constant, a perfect
   * repetition) the scaler's scale.
   */
  private Dataset<Row> scales(Dataset<Row> prepared) {
    return prepared.select(
        col(Columns.UNIQUE_ID),
        when(col(Columns.MASE_SCALE).gt(0), col(Columns.MASE_SCALE))
            .otherwise(col(Columns.SCALER).getField(Columns.SCALE))
            .as(Columns.MASE_SCALE),
        floor().as(ConformalIntervals.FLOOR));
  }

  /** 0 for a series that never was below and shall not be forecast there; else null. */
  private Column floor() {
    Column known = slice(col(Columns.Y), lit(1), col(Columns.VALIDATION_END));
    return when(
        lit(context.settings().forecast().nonNegative()).and(not(exists(known, y -> y.lt(0)))),
        0.0);
  }

  /** The ensemble beside the models that it is made of, where it is asked for. */
  private Dataset<Row> withEnsemble(Dataset<Row> forecasts, List<NetworkSnapshot> networks) {
    Ensemble.Kind ensemble = context.settings().forecast().ensemble();
    return ensemble == Ensemble.Kind.NONE
        ? forecasts
        : forecasts.unionByName(Ensemble.of(forecasts, names(networks), ensemble), true);
  }

  /**
   * The model that the run stands for: of several networks the one that did best on the validation
   * part, the first where nothing is known of it.
   */
  private String chosen(Dataset<Row> series, Dataset<Row> calibration) {
    List<String> candidates = context.chosenModels();
    Metric metric = context.settings().evaluate().gate().metric();
    return candidates.size() == 1
        ? candidates.get(0)
        : Champions.ofAll(scores(calibration, series, metric), metric, candidates);
  }

  private static Dataset<Row> scores(Dataset<Row> outcomes, Dataset<Row> series, Metric metric) {
    return Metrics.of(
        Schemas.project(outcomes, Table.PREDICTIONS, "champions"), series, List.of(metric));
  }

  /** unique_id and the model that the series is forecast with. */
  private Dataset<Row> models(
      Dataset<Row> series, Dataset<Row> outcomes, List<NetworkSnapshot> networks, String chosen) {
    Settings settings = context.settings();
    if (settings.forecast().chosen() != Choice.CHAMPION) {
      return series.select(col(Columns.UNIQUE_ID), lit(chosen).as(Columns.MODEL));
    }
    Metric metric = settings.evaluate().gate().metric();
    List<String> simplestFirst = new ArrayList<>(settings.baselines());
    simplestFirst.addAll(names(networks));
    Dataset<Row> champions =
        Champions.of(
            series,
            scores(outcomes, series, metric),
            metric,
            simplestFirst,
            settings.window().horizon());
    return champions.na().fill(names(networks).get(0), new String[] {Columns.MODEL});
  }

  private List<Forecaster> forecasters(List<NetworkSnapshot> networks, int horizon) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    List<Forecaster> forecasters = new ArrayList<>();
    networks.forEach(
        n -> forecasters.add(new NetworkForecaster(n.name(), spark.broadcast(n), horizon)));
    context
        .settings()
        .baselines()
        .forEach(name -> forecasters.add(new BaselineForecaster(Baselines.of(name), horizon)));
    return context.settings().forecast().nonNegative() ? NonNegative.all(forecasters) : forecasters;
  }

  private Dataset<Row> status(Dataset<Row> models, Dataset<Row> tooShort) {
    Dataset<Row> refused = context.run().read(context.spark(), Table.REFUSED);
    boolean champion = context.settings().forecast().chosen() == Choice.CHAMPION;
    return refused
        .unionByName(status(models, "forecast", champion ? "CHAMPION" : null, col(Columns.MODEL)))
        .unionByName(status(tooShort, "fallback", "TOO_SHORT", lit(FALLBACK)));
  }

  private static Dataset<Row> status(
      Dataset<Row> series, String status, String reason, Column model) {
    return series.select(
        col(Columns.UNIQUE_ID),
        lit(status).as(Columns.STATUS),
        lit(reason).cast("string").as(Columns.REASON),
        model.as(Columns.MODEL));
  }

  private static List<String> names(List<NetworkSnapshot> networks) {
    return networks.stream().map(NetworkSnapshot::name).toList();
  }
}
