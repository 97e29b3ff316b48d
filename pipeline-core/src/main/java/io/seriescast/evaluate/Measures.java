package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The formulas. e = y_hat − y in original units, s the MASE scale and r the RMSSE scale of the
 * series ({@link io.seriescast.scale.SeasonalError}; 0 = undefined), L and U the bounds of the
 * central interval of a level, α = 1 − level/100.
 *
 * <table>
 * <caption>Row by row</caption>
 * <tr><td>mae<td>mean |e|
 * <tr><td>rmse<td>√ mean e²
 * <tr><td>mape<td>mean 100 |e| / |y| (percent) over rows with y ≠ 0
 * <tr><td>smape<td>mean 200 |e| / (|y| + |y_hat|) (percent, 0..200), 0 where both are 0
 * <tr><td>wape<td>100 Σ|e| / Σ|y| (percent), undefined where Σ|y| = 0
 * <tr><td>mase<td>mean |e| / s, undefined where s = 0
 * <tr><td>rmsse<td>√ mean (e / r)², undefined where r = 0
 * <tr><td>bias<td>mean e: above 0 is too high
 * <tr><td>pinball-q<td>mean of q (y − Q) where y ≥ Q, (1 − q) (Q − y) below; q in percent
 * <tr><td>crps<td>2 · mean over the quantiles at hand of their pinball loss (the usual
 *     approximation: it depends on which levels there are)
 * <tr><td>coverage-level<td>100 · share of rows with L ≤ y ≤ U (percent)
 * <tr><td>width-level<td>mean U − L
 * <tr><td>msis-level<td>mean (U − L + 2/α (L − y)⁺ + 2/α (y − U)⁺) / s, undefined where s = 0
 * </table>
 *
 * A missing y_hat counts as NaN, so a model cannot score by leaving steps out; rows without an
 * interval count for no interval metric. Squares overflow to ∞ beyond 1e154.
 *
 * <p>Sources: Hyndman and Koehler (2006) for MASE; Makridakis, Spiliotis and Assimakopoulos (2020)
 * for sMAPE, OWA and MSIS as in M4; Makridakis et al. (2022) for RMSSE as in M5, here with the
 * season's lag; Gneiting and Raftery (2007) for pinball, CRPS and interval scores.
 */
final class Measures {
  private static final Column Y = col(Columns.Y);
  private static final Column Y_HAT = coalesce(col(Columns.Y_HAT), lit(Double.NaN));
  private static final Column ERROR = Y_HAT.minus(Y);
  private static final Column ABSOLUTE = abs(ERROR);
  private static final Column SCALE = positive(Columns.MASE_SCALE);

  static final Measure SMAPE =
      Measure.mean(
          Metric.SMAPE.label(),
          when(Y.equalTo(0).and(Y_HAT.equalTo(0)), 0.0)
              .otherwise(ABSOLUTE.divide(abs(Y).plus(abs(Y_HAT))).multiply(200)));
  static final Measure MASE = Measure.mean(Metric.MASE.label(), ABSOLUTE.divide(SCALE));

  private Measures() {}

  /**
   * The measures of the metrics; {@link Metric#OWA} is not one, see {@link Owa}.
   *
   * @param levels of the central intervals among the columns, percent
   */
  static List<Measure> of(List<Metric> metrics, List<Integer> levels) {
    List<Measure> measures = new ArrayList<>();
    for (Metric metric : metrics) {
      String name = metric.label();
      switch (metric) {
        case MAE -> measures.add(Measure.mean(name, ABSOLUTE));
        case RMSE -> measures.add(Measure.rootMean(name, ERROR.multiply(ERROR)));
        case MAPE -> measures.add(Measure.mean(name, mape()));
        case SMAPE -> measures.add(SMAPE);
        case WAPE -> measures.add(Measure.ratio(name, ABSOLUTE.multiply(100), abs(Y)));
        case MASE -> measures.add(MASE);
        case RMSSE -> {
          Column scaled = ERROR.divide(positive(Columns.RMSSE_SCALE));
          measures.add(Measure.rootMean(name, scaled.multiply(scaled)));
        }
        case OWA -> {}
        case BIAS -> measures.add(Measure.mean(name, ERROR));
        case PINBALL ->
            quantiles(levels)
                .forEach(q -> measures.add(Measure.mean(name + "-" + q.percent(), q.loss())));
        case CRPS -> {
          if (!levels.isEmpty()) {
            measures.add(Measure.mean(name, crps(quantiles(levels))));
          }
        }
        case COVERAGE ->
            levels.forEach(l -> measures.add(Measure.mean(name + "-" + l, covered(l))));
        case WIDTH -> levels.forEach(l -> measures.add(Measure.mean(name + "-" + l, width(l))));
        case MSIS -> levels.forEach(l -> measures.add(Measure.mean(name + "-" + l, msis(l))));
      }
    }
    return measures;
  }

  private static Column mape() {
    return when(Y.notEqual(0), ABSOLUTE.divide(abs(Y)).multiply(100));
  }

  private static Column covered(int level) {
    Column inside = Y.geq(low(level)).and(Y.leq(high(level)));
    return when(width(level).isNotNull(), when(inside, 100.0).otherwise(0.0));
  }

  private static Column width(int level) {
    return high(level).minus(low(level));
  }

  private static Column msis(int level) {
    double penalty = 2 / (1 - level / 100.0);
    Column below = greatest(low(level).minus(Y), lit(0.0));
    Column above = greatest(Y.minus(high(level)), lit(0.0));
    Column score = width(level).plus(below.plus(above).multiply(penalty));
    return when(width(level).isNotNull(), score.divide(SCALE));
  }

  /** A quantile that stands in the columns. */
  private record Quantile(double q, Column value) {
    /** As 10, 90, 2.5. */
    String percent() {
      return BigDecimal.valueOf(q * 100)
          .setScale(3, java.math.RoundingMode.HALF_EVEN)
          .stripTrailingZeros()
          .toPlainString();
    }

    Column loss() {
      Column distance = Y.minus(value);
      return when(distance.geq(0), distance.multiply(q)).otherwise(distance.multiply(q - 1));
    }
  }

  /** Both ends of every interval, and y_hat as the median. */
  private static List<Quantile> quantiles(List<Integer> levels) {
    List<Quantile> quantiles = new ArrayList<>();
    for (int level : levels) {
      double tail = (100 - level) / 200.0;
      quantiles.add(new Quantile(tail, low(level)));
      quantiles.add(new Quantile(1 - tail, high(level)));
    }
    quantiles.add(new Quantile(0.5, Y_HAT));
    return quantiles;
  }

  private static Column crps(List<Quantile> quantiles) {
    Column sum = lit(0.0);
    for (Quantile quantile : quantiles) {
      sum = sum.plus(quantile.loss());
    }
    return sum.multiply(2.0 / quantiles.size());
  }

  private static Column low(int level) {
    return number(Columns.low(level));
  }

  private static Column high(int level) {
    return number(Columns.high(level));
  }

  private static Column number(String column) {
    return when(not(isnan(col(column))), col(column));
  }

  private static Column positive(String column) {
    return when(col(column).gt(0), col(column));
  }
}
