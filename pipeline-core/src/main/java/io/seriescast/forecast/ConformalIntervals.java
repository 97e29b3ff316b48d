package io.seriescast.forecast;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Split-conformal intervals (Vovk et al., 2005; Lei et al., 2018), around the quantiles of a model
 * that has any (conformalised quantile regression; Romano, Patterson and Candès, 2019), around its
 * point forecast otherwise.
 *
 * <p>With L and U the model's own bounds, both ŷ for a model without, the score of a known outcome
 * at a validation cutoff is max(L − y, y − U) / s, s the error scale of the series: how far the
 * truth was outside. For every horizon step, q is the quantile of the scores that a new one stays
 * under with the level's probability, and the interval is [L − q s, U + q s]. It is widened, where
 * that is needed, to hold ŷ and every narrower level's interval.
 *
 * <p>The k-th smallest of n scores with k = ⌈(n + 1) · level⌉ keeps the promise for finite n; for k
 * &gt; n the largest stands, and coverage is what n allows. Steps with fewer than {@value #ENOUGH}
 * scores share those of all steps.
 */
public final class ConformalIntervals {
  /** Column beside the scales: no interval reaches below it; null for none. */
  public static final String FLOOR = "floor";

  /** Errors that a step needs for a quantile of its own. */
  private static final int ENOUGH = 40;

  /**
   * The quantiles kept of a sample, 0, 1/1000, …, 1: Spark's sketch gives them in bounded memory.
   */
  private static final int GRID = 1000;

  /** One literal: as an array of a thousand of them it costs seconds to plan. */
  private static final Column GRID_POINTS =
      lit(IntStream.rangeClosed(0, GRID).mapToDouble(i -> i / (double) GRID).toArray());

  private static final Column ACCURACY = lit(10_000);

  /** Names of the columns in between: of scores, and of their number and quantiles. */
  private static final String SCORE = "score_";

  private static final String STEP_COUNT = "step_n";
  private static final String STEP_GRID = "step_grid_";
  private static final String MODEL_COUNT = "model_n";
  private static final String MODEL_GRID = "model_grid_";

  private ConformalIntervals() {}

  /**
   * Sets the columns {@code y_hat_lo_L}, {@code y_hat_hi_L} for every level, before y; null for a
   * model without any score to go by.
   *
   * <p>In: {@link io.seriescast.table.Table#PREDICTIONS}, with or without these columns, which then
   * hold the model's own bounds or null; as many rows out.
   *
   * @param calibration predictions of the same models, with the same columns, at cutoffs before the
   *     ones of {@code predictions}, with y known
   * @param scales unique_id and mase_scale, and {@link #FLOOR} where there is one
   * @param levels in percent
   * @param method QUANTILE leaves a model's own bounds as they are
   */
  public static Dataset<Row> add(
      Dataset<Row> predictions,
      Dataset<Row> calibration,
      Dataset<Row> scales,
      List<Integer> levels,
      IntervalMethod method) {
    Dataset<Row> scale = scales.select(Columns.UNIQUE_ID, Columns.MASE_SCALE);
    List<Column> scored = new ArrayList<>(List.of(col(Columns.MODEL), col(Columns.HORIZON_STEP)));
    levels.forEach(level -> scored.add(score(calibration, level)));
    Dataset<Row> scores =
        calibration
            .where(col(Columns.Y).isNotNull())
            .join(scale, Columns.UNIQUE_ID)
            .select(scored.toArray(Column[]::new));
    Dataset<Row> ofSteps =
        scores
            .groupBy(Columns.MODEL, Columns.HORIZON_STEP)
            .agg(count(lit(1)).as(STEP_COUNT), grids(levels, STEP_GRID));
    Dataset<Row> ofModels =
        scores.groupBy(Columns.MODEL).agg(count(lit(1)).as(MODEL_COUNT), grids(levels, MODEL_GRID));

    Dataset<Row> joined =
        predictions
            .join(withFloor(scales), Columns.UNIQUE_ID)
            .join(broadcast(ofSteps), new String[] {Columns.MODEL, Columns.HORIZON_STEP}, "left")
            .join(broadcast(ofModels), new String[] {Columns.MODEL}, "left");
    return joined.select(columns(predictions, levels, method).toArray(Column[]::new));
  }

  private static Column score(Dataset<Row> calibration, int level) {
    Column y = col(Columns.Y);
    Column below = bound(calibration, Columns.low(level)).minus(y);
    Column above = y.minus(bound(calibration, Columns.high(level)));
    return greatest(below, above).divide(col(Columns.MASE_SCALE)).as(SCORE + level);
  }

  /** The model's own bound, its point forecast where it has none. */
  private static Column bound(Dataset<Row> predictions, String name) {
    return List.of(predictions.columns()).contains(name)
        ? coalesce(col(name), col(Columns.Y_HAT))
        : col(Columns.Y_HAT);
  }

  private static Column[] grids(List<Integer> levels, String name) {
    return levels.stream()
        .map(level -> percentile_approx(col(SCORE + level), GRID_POINTS, ACCURACY).as(name + level))
        .toArray(Column[]::new);
  }

  private static List<Column> columns(
      Dataset<Row> predictions, List<Integer> levels, IntervalMethod method) {
    Map<String, Column> bounds = new HashMap<>();
    Column low = col(Columns.Y_HAT);
    Column high = col(Columns.Y_HAT);
    for (int level : levels.stream().sorted().toList()) {
      Column margin = margin(level);
      if (method == IntervalMethod.QUANTILE) {
        margin = when(col(Columns.low(level)).isNotNull(), lit(0.0)).otherwise(margin);
      }
      Column lower = bound(predictions, Columns.low(level)).minus(margin);
      Column upper = bound(predictions, Columns.high(level)).plus(margin);
      // least and greatest pass over null, which means that there is no interval
      low = when(lower.isNotNull(), least(lower, low));
      high = when(upper.isNotNull(), greatest(upper, high));
      bounds.put(Columns.low(level), above(low).as(Columns.low(level)));
      bounds.put(Columns.high(level), above(high).as(Columns.high(level)));
    }
    List<Column> columns = new ArrayList<>();
    for (String name : predictions.columns()) {
      if (name.equals(Columns.Y)) {
        for (int level : levels) {
          columns.add(bounds.get(Columns.low(level)));
          columns.add(bounds.get(Columns.high(level)));
        }
      }
      if (!bounds.containsKey(name)) {
        columns.add(col(name));
      }
    }
    return columns;
  }

  private static Dataset<Row> withFloor(Dataset<Row> scales) {
    boolean has = List.of(scales.columns()).contains(FLOOR);
    Column floor = has ? col(FLOOR) : lit(null).cast("double");
    return scales.select(col(Columns.UNIQUE_ID), col(Columns.MASE_SCALE), floor.as(FLOOR));
  }

  /** The bound or, where that is higher, the floor; null where there is no interval. */
  private static Column above(Column bound) {
    return when(bound.isNotNull(), greatest(bound, col(FLOOR)));
  }

  private static Column margin(int level) {
    Column enough = coalesce(col(STEP_COUNT), lit(0L)).geq(ENOUGH);
    Column n = when(enough, col(STEP_COUNT)).otherwise(col(MODEL_COUNT));
    Column grid = when(enough, col(STEP_GRID + level)).otherwise(col(MODEL_GRID + level));
    Column share = least(lit(1.0), ceil(n.plus(1).multiply(level / 100.0)).divide(n));
    return element_at(grid, ceil(share.multiply(GRID)).plus(1).cast("int"))
        .multiply(col(Columns.MASE_SCALE));
  }
}
