package io.seriescast.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/** The weighted mean of all models as one more model. */
public final class BlendedForecasts {
  /** Its name in the column {@code model}. */
  public static final String MODEL = "blend";

  /**
   * Values that the weights are fitted on, at most: more would not move them, and they are fitted
   * on the driver.
   */
  private static final int SAMPLE = 200_000;

  /** Fits that leave something out: a short horizon has cutoffs by the hundred. */
  private static final int MOST_FOLDS = 10;

  private static final String REFERENCE = "seasonal-naive";

  private static final String WEIGHT = "weight";
  private static final WindowSpec LAST_CUTOFF_FIRST =
      Window.partitionBy(Columns.UNIQUE_ID).orderBy(col(Columns.CUTOFF).desc());

  private BlendedForecasts() {}

  /**
   * Fits the weights on forecasts whose outcome is known (an action; brings at most {@value
   * #SAMPLE} values to the driver, those of the series that come first in the order of their ids'
   * hashes).
   *
   * @param calibration {@link Table#PREDICTIONS} of several models at the same cutoffs
   * @param scales unique_id and mase_scale
   * @return empty when no outcome is known
   */
  public static Optional<BlendWeights> fit(
      Dataset<Row> calibration,
      Dataset<Row> scales,
      List<String> models,
      List<String> networks,
      int horizon) {
    Column[] forecasts =
        models.stream()
            .map(
                m ->
                    first(functions.when(col(Columns.MODEL).equalTo(m), col(Columns.Y_HAT)), true)
                        .as(m))
            .toArray(Column[]::new);
    Dataset<Row> outcomes =
        calibration
            .where(col(Columns.Y).isNotNull())
            .groupBy(Columns.UNIQUE_ID, Columns.CUTOFF, Columns.HORIZON_STEP)
            .agg(first(Columns.Y).as(Columns.Y), forecasts)
            .withColumn(SeriesFactors.AGE, dense_rank().over(LAST_CUTOFF_FIRST).minus(1));
    List<Row> rows =
        outcomes
            .join(scales.select(Columns.UNIQUE_ID, Columns.MASE_SCALE), Columns.UNIQUE_ID)
            .na()
            .drop("any")
            .orderBy(
                xxhash64(col(Columns.UNIQUE_ID)),
                col(Columns.UNIQUE_ID),
                col(Columns.CUTOFF),
                col(Columns.HORIZON_STEP))
            .limit(SAMPLE)
            .collectAsList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Outcomes known = outcomes(rows, models);
    String reference = reference(models, networks);
    List<Map<String, Double>> leavingOut = new ArrayList<>();
    int folds = Math.min(MOST_FOLDS, known.oldest() + 1);
    for (int fold = 0; folds > 1 && fold < folds; fold++) {
      leavingOut.add(
          new Blend(models, known.leavingOut(fold, folds), reference).weights(networks, horizon));
    }
    return Optional.of(
        new BlendWeights(
            new Blend(models, known, reference).weights(networks, horizon), leavingOut));
  }

  private static Outcomes outcomes(List<Row> rows, List<String> models) {
    int n = rows.size();
    Outcomes outcomes =
        new Outcomes(
            new double[models.size()][n], new double[n], new double[n], new int[n], new long[n]);
    for (int i = 0; i < n; i++) {
      Row row = rows.get(i);
      outcomes.y()[i] = row.<Double>getAs(Columns.Y);
      outcomes.scale()[i] = row.<Double>getAs(Columns.MASE_SCALE);
      outcomes.ages()[i] = row.<Integer>getAs(SeriesFactors.AGE);
      outcomes.instants()[i] = row.<Timestamp>getAs(Columns.CUTOFF).getTime();
      for (int m = 0; m < models.size(); m++) {
        outcomes.forecasts()[m][i] = row.<Double>getAs(models.get(m));
      }
    }
    return outcomes;
  }

  /** What losses are relative to: seasonal naive, without it the first that is no network. */
  static String reference(List<String> models, List<String> networks) {
    return Stream.of(List.of(REFERENCE), models)
        .flatMap(List::stream)
        .filter(m -> models.contains(m) && !networks.contains(m))
        .findFirst()
        .orElse(models.get(0));
  }

  /**
   * The weights where no outcome is known: half to the networks, half to the baselines, equal parts
   * each.
   */
  public static Map<String, Double> prior(List<String> models, List<String> networks) {
    Map<String, Double> weights = new java.util.LinkedHashMap<>();
    int baselines = models.size() - networks.size();
    for (String model : models) {
      boolean network = networks.contains(model);
      double alike = 1.0 / (network ? networks.size() : baselines);
      weights.put(model, networks.isEmpty() || baselines == 0 ? alike : alike / 2);
    }
    return weights;
  }

  /**
   * The blend's own rows: for every series, cutoff and step the weighted mean of the models that
   * forecast there, the weights moved by what is known of the series ({@link SeriesFactors}).
   *
   * <p>In and out: {@link Table#PREDICTIONS}.
   *
   * @param predictions at cutoffs after those of the calibration
   * @param calibration of the same models, with some y known, or empty
   * @param scales unique_id and mase_scale
   */
  public static Dataset<Row> of(
      Dataset<Row> predictions,
      BlendWeights weights,
      Dataset<Row> calibration,
      Dataset<Row> scales,
      int horizon) {
    Dataset<Row> factors = SeriesFactors.of(calibration, scales, horizon);
    return blended(
        predictions.join(factors, new String[] {Columns.UNIQUE_ID, Columns.MODEL}, "left"),
        weight(weights.weights()));
  }

  /**
   * The same for the calibration's own cutoffs, each with weights and factors from the others: as
   * honest as what comes later, for intervals and comparisons.
   */
  public static Dataset<Row> ofCalibration(
      Dataset<Row> calibration, BlendWeights weights, Dataset<Row> scales, int horizon) {
    Dataset<Row> factors = SeriesFactors.leavingOut(calibration, scales, horizon);
    Column weight = weight(weights.weights());
    int folds = weights.leavingOut().size();
    for (int fold = 0; fold < folds; fold++) {
      Column others = weight(weights.leavingOut().get(fold));
      Column here = col(SeriesFactors.AGE).mod(folds).equalTo(fold);
      weight = functions.when(here, others).otherwise(weight);
    }
    String[] keys = {Columns.UNIQUE_ID, Columns.MODEL, Columns.CUTOFF};
    return blended(calibration.join(factors, keys, "left"), weight);
  }

  private static Dataset<Row> blended(Dataset<Row> predictions, Column weight) {
    Column factor = coalesce(col(SeriesFactors.FACTOR), lit(1.0));
    return CombinedForecasts.of(
        predictions.where(weight.gt(0)).withColumn(WEIGHT, weight.multiply(factor)),
        MODEL,
        yHat -> sum(col(WEIGHT).multiply(yHat)).divide(sum(WEIGHT)));
  }

  private static Column weight(Map<String, Double> weights) {
    return coalesce(functions.element_at(typed(weights), col(Columns.MODEL)), lit(0.0));
  }

  private static Column typed(Map<String, Double> weights) {
    return functions.map(
        weights.entrySet().stream()
            .flatMap(e -> Stream.of(lit(e.getKey()), lit(e.getValue())))
            .toArray(Column[]::new));
  }
}
