package io.seriescast.forecast;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sequence;
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
 * <p>With L and U the model's own bounds, both ŷ for a model without, the scores of a known outcome
 * at a validation cutoff are (L − y) / s and (y − U) / s, s the error scale of the series: how far
 * the truth was outside on either side. For every horizon step and side, q is the quantile of the
 * scores that a new one stays under with probability (1 + level) / 2, and the interval is [L − q s,
 * U + q' s]. It is widened, where that is needed, to hold ŷ and every narrower level's interval.
 * Steps with fewer than {@value #ENOUGH} outcomes share those of all steps and of both sides: the
 * larger of the two scores, and its quantile at the level itself.
 *
 * <p>The newest cutoff of a series is closest to what comes, so its outcomes count {@value #NEWEST}
 * times (weighted quantiles; Barber et al., 2023). For finite n the quantile is taken at (n + 1) /
 * n times the probability, n the number of outcomes; where that is more than 1 the largest score
 * stands, and coverage is what n allows.
 */
public final class ConformalIntervals {
  /** Column beside the scales: no interval reaches below it; null for none. */
  public static final String FLOOR = "floor";

  /** Outcomes that a step needs for quantiles of its own. */
  private static final int ENOUGH = 40;

  /** How many of an older cutoff's outcomes are worth one of the newest cutoff. */
  private static final int NEWEST = 7;

  /** Quantiles kept of a sample: Spark's sketch gives them in bounded memory. */
  private static final int GRID = 400;

  private static final Column ACCURACY = lit(10_000);

  /** Names of the columns in between: of scores, of their number, weight and quantiles. */
  private static final String BELOW = "below_";

  private static final String ABOVE = "above_";
  private static final String OUTSIDE = "outside_";
  private static final String NEWEST_CUTOFF = "newest_cutoff";
  private static final String COPY = "copy";
  private static final String OUTCOMES = "outcomes";
  private static final String STEP = "step_";
  private static final String MODEL = "model_";

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
    Dataset<Row> scores = scores(calibration, scales, levels);
    Dataset<Row> ofSteps =
        scores
            .groupBy(Columns.MODEL, Columns.HORIZON_STEP)
            .agg(outcomes(STEP), quantiles(STEP, levels, BELOW, ABOVE));
    Dataset<Row> ofModels =
        scores.groupBy(Columns.MODEL).agg(outcomes(MODEL), quantiles(MODEL, levels, OUTSIDE));

    Dataset<Row> joined =
        predictions
            .join(withFloor(scales), Columns.UNIQUE_ID)
            .join(broadcast(ofSteps), new String[] {Columns.MODEL, Columns.HORIZON_STEP}, "left")
            .join(broadcast(ofModels), new String[] {Columns.MODEL}, "left");
    return joined.select(columns(predictions, levels, method).toArray(Column[]::new));
  }

  /**
   * A row for every outcome, {@link #NEWEST} alike for those of a series' newest cutoff: Spark's
   * quantiles in bounded memory take no weights.
   */
  private static Dataset<Row> scores(
      Dataset<Row> calibration, Dataset<Row> scales, List<Integer> levels) {
    Dataset<Row> known = calibration.where(col(Columns.Y).isNotNull());
    Dataset<Row> newest =
        known.groupBy(Columns.UNIQUE_ID).agg(max(Columns.CUTOFF).as(NEWEST_CUTOFF));
    Column copies = when(col(Columns.CUTOFF).equalTo(col(NEWEST_CUTOFF)), NEWEST).otherwise(1);
    Column s = col(Columns.MASE_SCALE);
    List<Column> columns = new ArrayList<>(List.of(col(Columns.MODEL), col(Columns.HORIZON_STEP)));
    for (int level : levels) {
      Column below = bound(calibration, Columns.low(level)).minus(col(Columns.Y)).divide(s);
      Column above = col(Columns.Y).minus(bound(calibration, Columns.high(level))).divide(s);
      columns.add(below.as(BELOW + level));
      columns.add(above.as(ABOVE + level));
      columns.add(greatest(below, above).as(OUTSIDE + level));
    }
    columns.add(explode(sequence(lit(0), copies.minus(1))).as(COPY));
    return known
        .join(
            scales.select(Columns.UNIQUE_ID, Columns.MASE_SCALE).join(newest, Columns.UNIQUE_ID),
            Columns.UNIQUE_ID)
        .select(columns.toArray(Column[]::new));
  }

  /** The model's own bound, its point forecast where it has none. */
  private static Column bound(Dataset<Row> predictions, String name) {
    return List.of(predictions.columns()).contains(name)
        ? coalesce(col(name), col(Columns.Y_HAT))
        : col(Columns.Y_HAT);
  }

  private static Column outcomes(String of) {
    return count(when(col(COPY).equalTo(0), 1)).as(of + OUTCOMES);
  }

  /** Of each kind of score at each level. */
  private static Column[] quantiles(String of, List<Integer> levels, String... scores) {
    List<Column> columns = new ArrayList<>();
    for (int level : levels) {
      for (String score : scores) {
        columns.add(
            percentile_approx(col(score + level), grid(probability(score, level)), ACCURACY)
                .as(of + score + level));
      }
    }
    return columns.toArray(Column[]::new);
  }

  private static List<Column> columns(
      Dataset<Row> predictions, List<Integer> levels, IntervalMethod method) {
    Map<String, Column> bounds = new HashMap<>();
    Column low = col(Columns.Y_HAT);
    Column high = col(Columns.Y_HAT);
    for (int level : levels.stream().sorted().toList()) {
      Column below = margin(BELOW, level);
      Column above = margin(ABOVE, level);
      if (method == IntervalMethod.QUANTILE) {
        Column own = col(Columns.low(level)).isNotNull();
        below = when(own, lit(0.0)).otherwise(below);
        above = when(own, lit(0.0)).otherwise(above);
      }
      Column lower = bound(predictions, Columns.low(level)).minus(below);
      Column upper = bound(predictions, Columns.high(level)).plus(above);
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

  private static Column margin(String side, int level) {
    Column enough = coalesce(col(STEP + OUTCOMES), lit(0L)).geq(ENOUGH);
    return when(enough, quantile(STEP, side, level))
        .otherwise(quantile(MODEL, OUTSIDE, level))
        .multiply(col(Columns.MASE_SCALE));
  }

  /**
   * The first of the grid that is no less than (n + 1) p / n = p + p / n, the last where none is.
   */
  private static Column quantile(String of, String score, int level) {
    double p = probability(score, level);
    Column steps = ceil(lit(GRID * p / (1 - p)).divide(col(of + OUTCOMES)));
    return element_at(col(of + score + level), least(lit(GRID), steps).plus(1).cast("int"));
  }

  /** p, p + (1 - p) / 400, …, 1: as one literal, an array of columns costs seconds to plan. */
  private static Column grid(double p) {
    return lit(IntStream.rangeClosed(0, GRID).mapToDouble(i -> p + (1 - p) * i / GRID).toArray());
  }

  /** That a new score stays under the quantile: on one side, or on both. */
  private static double probability(String score, int level) {
    return score.equals(OUTSIDE) ? level / 100.0 : (1 + level / 100.0) / 2;
  }
}
