package io.seriescast.forecast;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Split-conformal intervals (Vovk et al., 2005; Lei et al., 2018): a model's errors at validation
 * cutoffs, each divided by the error scale of its series, give per horizon step the quantile that a
 * new error stays under with the level's probability; multiplied by the scale of the series, that
 * is half the width. Symmetric, of the model as it is, whatever the model.
 *
 * <p>The k-th smallest of n errors with k = ⌈(n + 1) · level⌉ keeps the promise for finite n; for k
 * &gt; n the largest stands, and coverage is what n allows. Steps with fewer than {@value #ENOUGH}
 * errors share those of all steps. Wider levels are never inside narrower ones, because the
 * quantiles of one sample are ordered.
 */
public final class ConformalIntervals {
  /** Errors that a step needs for a quantile of its own. */
  private static final int ENOUGH = 40;

  /**
   * The quantiles kept of a sample, 0, 1/1000, …, 1: Spark's sketch gives them in bounded memory.
   */
  private static final int GRID = 1000;

  private static final String ERROR = "error";
  private static final String STEP_COUNT = "step_n";
  private static final String STEP_GRID = "step_grid";
  private static final String MODEL_COUNT = "model_n";
  private static final String MODEL_GRID = "model_grid";

  private ConformalIntervals() {}

  /**
   * Adds the columns {@code y_hat_lo_L}, {@code y_hat_hi_L} for every level before y; null for a
   * model without any error to go by.
   *
   * <p>In: {@link io.seriescast.table.Table#PREDICTIONS}; as many rows out.
   *
   * @param calibration predictions of the same models at cutoffs before the ones of {@code
   *     predictions}, with y known
   * @param scales unique_id and mase_scale
   * @param levels in percent
   */
  public static Dataset<Row> add(
      Dataset<Row> predictions,
      Dataset<Row> calibration,
      Dataset<Row> scales,
      List<Integer> levels) {
    Dataset<Row> scale = scales.select(Columns.UNIQUE_ID, Columns.MASE_SCALE);
    Dataset<Row> errors =
        calibration
            .where(col(Columns.Y).isNotNull())
            .join(scale, Columns.UNIQUE_ID)
            .select(
                col(Columns.MODEL),
                col(Columns.HORIZON_STEP),
                abs(col(Columns.Y).minus(col(Columns.Y_HAT)))
                    .divide(col(Columns.MASE_SCALE))
                    .as(ERROR));
    Column grid = expr("percentile_approx(%s, array(%s), 10000)".formatted(ERROR, gridPoints()));
    Dataset<Row> ofSteps =
        errors
            .groupBy(Columns.MODEL, Columns.HORIZON_STEP)
            .agg(count(lit(1)).as(STEP_COUNT), grid.as(STEP_GRID));
    Dataset<Row> ofModels =
        errors.groupBy(Columns.MODEL).agg(count(lit(1)).as(MODEL_COUNT), grid.as(MODEL_GRID));

    Dataset<Row> joined =
        predictions
            .join(scale, Columns.UNIQUE_ID)
            .join(
                org.apache.spark.sql.functions.broadcast(ofSteps),
                new String[] {Columns.MODEL, Columns.HORIZON_STEP},
                "left")
            .join(
                org.apache.spark.sql.functions.broadcast(ofModels),
                new String[] {Columns.MODEL},
                "left");
    return joined.select(columns(predictions, levels).toArray(Column[]::new));
  }

  private static List<Column> columns(Dataset<Row> predictions, List<Integer> levels) {
    List<Column> columns = new ArrayList<>();
    for (String name : predictions.columns()) {
      if (name.equals(Columns.Y)) {
        for (int level : levels) {
          Column half = halfWidth(level);
          columns.add(col(Columns.Y_HAT).minus(half).as(Columns.low(level)));
          columns.add(col(Columns.Y_HAT).plus(half).as(Columns.high(level)));
        }
      }
      columns.add(col(name));
    }
    return columns;
  }

  private static Column halfWidth(int level) {
    Column enough = coalesce(col(STEP_COUNT), lit(0L)).geq(ENOUGH);
    Column n = when(enough, col(STEP_COUNT)).otherwise(col(MODEL_COUNT));
    Column grid = when(enough, col(STEP_GRID)).otherwise(col(MODEL_GRID));
    Column share = least(lit(1.0), ceil(n.plus(1).multiply(level / 100.0)).divide(n));
    return element_at(grid, ceil(share.multiply(GRID)).plus(1).cast("int"))
        .multiply(col(Columns.MASE_SCALE));
  }

  private static String gridPoints() {
    return IntStream.rangeClosed(0, GRID)
        .mapToObj(i -> Double.toString(i / (double) GRID))
        .collect(Collectors.joining(","));
  }
}
