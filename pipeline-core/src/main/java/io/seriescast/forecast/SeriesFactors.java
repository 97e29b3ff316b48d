package io.seriescast.forecast;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What a series' own outcomes say about the weights that were learned over all series: a factor for
 * each model, to be multiplied with its weight.
 *
 * <p>With e the model's mean absolute error on the series, ē its mean over all series, both in
 * units of the series' error scale, and n the known horizons of the series, the factor is (e /
 * ē)^(−4 (n − 1) / n): 1 up to one horizon, which cannot tell a habit from an accident (its errors
 * go together), and close to the inverse fourth power of the error where much is known. Factors of
 * a series matter relative to each other only, so its being easy or hard does not.
 */
final class SeriesFactors {
  static final String FACTOR = "factor";

  /** How many cutoffs of the series with a known outcome are newer; null where none is known. */
  static final String AGE = "age";

  private static final double POWER = 4;

  /** No model is taken for more than that much better than it usually is. */
  private static final double LEAST = 0.05;

  private static final String ERROR = "error";
  private static final String KNOWN = "known";
  private static final String USUAL = "usual";

  private SeriesFactors() {}

  /**
   * For forecasts at cutoffs after all those of the calibration.
   *
   * @param calibration {@link io.seriescast.table.Table#PREDICTIONS} with some y known
   * @param scales unique_id and mase_scale
   * @return unique_id, model, factor: a row for each pair with a known outcome
   */
  static Dataset<Row> of(Dataset<Row> calibration, Dataset<Row> scales, int horizon) {
    Dataset<Row> errors = errors(calibration, scales);
    Dataset<Row> ofSeries =
        errors
            .groupBy(Columns.UNIQUE_ID, Columns.MODEL)
            .agg(sum(ERROR).as(ERROR), sum(KNOWN).as(KNOWN));
    return factors(ofSeries, usual(errors), List.of(), horizon);
  }

  /**
   * For the forecasts of the calibration themselves: those at a cutoff by the outcomes at all
   * others, so that they are no better than forecasts of the unknown are.
   *
   * @return unique_id, model, cutoff, age, factor
   */
  static Dataset<Row> leavingOut(Dataset<Row> calibration, Dataset<Row> scales, int horizon) {
    Dataset<Row> errors = errors(calibration, scales);
    WindowSpec series = Window.partitionBy(Columns.UNIQUE_ID, Columns.MODEL);
    Dataset<Row> others =
        errors
            .withColumn(AGE, row_number().over(series.orderBy(col(Columns.CUTOFF).desc())).minus(1))
            .withColumn(ERROR, sum(ERROR).over(series).minus(col(ERROR)))
            .withColumn(KNOWN, sum(KNOWN).over(series).minus(col(KNOWN)));
    return factors(others, usual(errors), List.of(Columns.CUTOFF, AGE), horizon);
  }

  private static Dataset<Row> errors(Dataset<Row> calibration, Dataset<Row> scales) {
    Column error = abs(col(Columns.Y).minus(col(Columns.Y_HAT))).divide(col(Columns.MASE_SCALE));
    return calibration
        .where(col(Columns.Y).isNotNull())
        .join(scales.select(Columns.UNIQUE_ID, Columns.MASE_SCALE), Columns.UNIQUE_ID)
        .groupBy(Columns.UNIQUE_ID, Columns.MODEL, Columns.CUTOFF)
        .agg(sum(error).as(ERROR), count(lit(1)).as(KNOWN));
  }

  private static Dataset<Row> usual(Dataset<Row> errors) {
    return errors.groupBy(Columns.MODEL).agg(sum(ERROR).divide(sum(KNOWN)).as(USUAL));
  }

  private static Dataset<Row> factors(
      Dataset<Row> errors, Dataset<Row> usual, List<String> more, int horizon) {
    Column horizons = greatest(lit(1.0), col(KNOWN).divide(horizon));
    Column ratio = greatest(lit(LEAST), col(ERROR).divide(col(KNOWN)).divide(col(USUAL)));
    Column factor = pow(ratio, lit(-POWER).multiply(horizons.minus(1)).divide(horizons));
    List<Column> columns = new ArrayList<>();
    columns.add(col(Columns.UNIQUE_ID));
    columns.add(col(Columns.MODEL));
    more.forEach(name -> columns.add(col(name)));
    columns.add(when(col(KNOWN).gt(0).and(col(USUAL).gt(0)), factor).otherwise(1.0).as(FACTOR));
    return errors.join(broadcast(usual), Columns.MODEL).select(columns.toArray(Column[]::new));
  }
}
