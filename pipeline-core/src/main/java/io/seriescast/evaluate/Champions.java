package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * The best model of every series, by its errors on the validation part.
 *
 * <p>The errors of a handful of cutoffs are mostly luck, so they speak together with those of all
 * other series. r is a model's error on a series over the mean of all models' there, R its mean
 * over the series, k the number of horizons with a known outcome:
 *
 * <pre>score = (k · r + {@value #PRIOR_HORIZONS} · R) / (k + {@value #PRIOR_HORIZONS})</pre>
 *
 * The model of the lowest R is every series' champion, unless another one's score is below {@value
 * #CLEARLY} of that one's.
 */
public final class Champions {
  /** The model's name under which the champions' forecasts stand together. */
  public static final String NAME = "champion";

  private static final double PRIOR_HORIZONS = 10;
  private static final double CLEARLY = 0.95;

  private static final String RELATIVE = "relative";
  private static final String OVERALL = "overall";
  private static final String SCORE = "score";
  private static final String PLACE = "place";
  private static final String BEST = "best";

  private Champions() {}

  /**
   * The champion of every series.
   *
   * <p>In: series with their unique_id, and {@link Table#METRICS} of cutoffs before those that will
   * be judged: a champion of the test part would be judged too well. Out: unique_id and model, as
   * many rows as series; the overall best for a series without outcomes, null when no series has
   * any. A model that diverged (NaN or ∞) on any series is nobody's champion.
   *
   * @param metric one that {@link Metric#ranksModels}
   * @param simplestFirst model names from the simplest on, which wins a tie; others follow by name
   */
  public static Dataset<Row> of(
      Dataset<Row> series,
      Dataset<Row> metrics,
      Metric metric,
      List<String> simplestFirst,
      int horizon) {
    Schemas.check(metrics.schema(), Table.METRICS.schema(), "champions");
    if (!metric.ranksModels()) {
      throw new IllegalArgumentException(metric.label() + " ranks no models");
    }
    Dataset<Row> errors =
        metrics
            .where(col(Columns.SCOPE).equalTo(Metrics.SERIES))
            .where(col(Columns.METRIC).equalTo(metric.label()))
            .withColumn(RELATIVE, relative());
    Dataset<Row> models =
        errors
            .groupBy(Columns.MODEL)
            .agg(avg(RELATIVE).as(OVERALL))
            .withColumn(PLACE, place(simplestFirst));
    Dataset<Row> best =
        models.agg(min(struct(OVERALL, PLACE, Columns.MODEL)).getField(Columns.MODEL).as(BEST));
    Column known = col(Columns.N).divide(horizon);
    Column score =
        known
            .multiply(col(RELATIVE))
            .plus(col(OVERALL).multiply(PRIOR_HORIZONS))
            .divide(known.plus(PRIOR_HORIZONS));
    Dataset<Row> scores =
        errors
            .join(broadcast(models), Columns.MODEL)
            .crossJoin(broadcast(best))
            .withColumn(SCORE, score);
    Column scoreOfBest = min(when(col(Columns.MODEL).equalTo(col(BEST)), col(SCORE)));
    Dataset<Row> winners =
        scores
            .groupBy(Columns.UNIQUE_ID)
            .agg(
                min(struct(SCORE, PLACE, Columns.MODEL)).as("winner"),
                scoreOfBest.as("score_of_best"));
    Column clear =
        coalesce(col("winner." + SCORE).lt(col("score_of_best").multiply(CLEARLY)), lit(true));
    return series
        .select(Columns.UNIQUE_ID)
        .join(winners, new String[] {Columns.UNIQUE_ID}, "left")
        .crossJoin(broadcast(best))
        .select(
            col(Columns.UNIQUE_ID),
            coalesce(when(clear, col("winner." + Columns.MODEL)), col(BEST)).as(Columns.MODEL));
  }

  /**
   * Of several models the one with the lowest error over all series, the first where none has any
   * (an action that brings one value for each model).
   *
   * @param metrics {@link Table#METRICS} of cutoffs before those that will be judged
   * @param models in the order that decides between equals
   */
  public static String ofAll(Dataset<Row> metrics, Metric metric, List<String> models) {
    Map<String, Double> errors = new HashMap<>();
    metrics
        .where(col(Columns.SCOPE).equalTo(Metrics.OVERALL))
        .where(col(Columns.METRIC).equalTo(metric.label()))
        .where(col(Columns.MODEL).isin(models.toArray()))
        .select(Columns.MODEL, Columns.VALUE)
        .collectAsList()
        .forEach(row -> errors.put(row.getString(0), row.getDouble(1)));
    return models.stream()
        .min(Comparator.comparingDouble(model -> errors.getOrDefault(model, Double.NaN)))
        .orElseThrow();
  }

  /** 1 for all models where none makes any error. */
  private static Column relative() {
    Column finite = abs(col(Columns.VALUE)).lt(Double.POSITIVE_INFINITY);
    Column mean = avg(when(finite, col(Columns.VALUE))).over(Window.partitionBy(Columns.UNIQUE_ID));
    return when(finite, when(mean.gt(0), col(Columns.VALUE).divide(mean)).otherwise(1.0))
        .otherwise(Double.POSITIVE_INFINITY);
  }

  private static Column place(List<String> simplestFirst) {
    Column names = array(simplestFirst.stream().map(functions::lit).toArray(Column[]::new));
    Column place = simplestFirst.isEmpty() ? lit(0L) : array_position(names, col(Columns.MODEL));
    return when(place.gt(0), place).otherwise(lit(Long.MAX_VALUE));
  }

  /**
   * The champions' forecasts, as those of one more model {@value #NAME}.
   *
   * <p>In: {@link Table#PREDICTIONS} with any interval columns, and {@link #of}. Out: the same
   * columns; the rows of each series' champion, with the intervals of the model that it is: those
   * rest on its errors in all series, not on the few that it was chosen for.
   */
  public static Dataset<Row> forecasts(Dataset<Row> predictions, Dataset<Row> champions) {
    Dataset<Row> chosen = champions.select(Columns.UNIQUE_ID, Columns.MODEL);
    Dataset<Row> theirs =
        predictions.join(chosen, new String[] {Columns.UNIQUE_ID, Columns.MODEL}, "left_semi");
    Dataset<Row> renamed = theirs.withColumn(Columns.MODEL, lit(NAME));
    Column[] order =
        Arrays.stream(predictions.columns()).map(functions::col).toArray(Column[]::new);
    return renamed.select(order);
  }
}
