package io.seriescast.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.table.Columns;
import io.seriescast.testing.TestSeries;
import io.seriescast.testing.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against plain loops over the scores; two steps have enough scores of their own, two share. */
class ConformalIntervalsTest {
  private static final List<Integer> LEVELS = List.of(80, 95);
  private static final int STEPS = 4;
  private static final double[] SCALES = {0.5, 3};

  /** The last of the cutoffs whose outcomes are known. */
  private static final int NEWEST = 44;

  /** A forecast with bounds of its own, all null for a model without, and what came of it. */
  private record Forecast(
      int series, int cutoff, int step, String model, Double[] bounds, double yHat, double y) {
    double low(int level) {
      return bounds[2 * LEVELS.indexOf(level)] == null ? yHat : bounds[2 * LEVELS.indexOf(level)];
    }

    double high(int level) {
      Double high = bounds[2 * LEVELS.indexOf(level) + 1];
      return high == null ? yHat : high;
    }

    double below(int level) {
      return (low(level) - y) / SCALES[series];
    }

    double above(int level) {
      return (y - high(level)) / SCALES[series];
    }

    double outside(int level) {
      return Math.max(below(level), above(level));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONFORMAL,1",
    "QUANTILE,1",
    "CONFORMAL_QUANTILE,1",
    "CONFORMAL_QUANTILE,2",
    "QUANTILE,3"
  })
  void boundsAreThoseOfPlainLoops(IntervalMethod method, int seed) {
    Random random = new Random(seed);
    List<Forecast> calibration = new ArrayList<>();
    for (int cutoff = 0; cutoff <= NEWEST; cutoff++) {
      // steps 1 and 2 at every cutoff of both series; 3 and 4 at a few only
      int steps = cutoff < 5 ? STEPS : 2;
      for (int step = 1; step <= steps; step++) {
        for (int series = 0; series < 2; series++) {
          calibration.add(forecast(random, series, cutoff, step, "gru", method));
          calibration.add(forecast(random, series, cutoff, step, "naive", method));
        }
      }
    }
    List<Forecast> later = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      later.add(forecast(random, step % 2, 50, step, "gru", method));
      later.add(forecast(random, step % 2, 50, step, "naive", method));
      later.add(forecast(random, step % 2, 50, step, "never-calibrated", method));
    }
    Dataset<Row> floored =
        scales()
            .withColumn(
                ConformalIntervals.FLOOR, when(col(Columns.UNIQUE_ID).equalTo("0"), lit(0.0)));
    Dataset<Row> bounded =
        ConformalIntervals.add(table(later), table(calibration), floored, LEVELS, method);
    assertThat(bounded.columns())
        .containsExactly(
            "unique_id",
            "cutoff",
            "ds",
            "horizon_step",
            "model",
            "y_hat",
            "y_hat_lo_80",
            "y_hat_hi_80",
            "y_hat_lo_95",
            "y_hat_hi_95",
            "y");
    assertThat(bounded.count()).isEqualTo(later.size());
    for (Row row : bounded.collectAsList()) {
      Forecast forecast =
          later.stream()
              .filter(f -> f.step == row.<Integer>getAs(Columns.HORIZON_STEP))
              .filter(f -> f.model.equals(row.getAs(Columns.MODEL)))
              .findFirst()
              .orElseThrow();
      double low = forecast.yHat;
      double high = forecast.yHat;
      for (int level : LEVELS) {
        boolean own = method == IntervalMethod.QUANTILE && forecast.bounds[0] != null;
        if (forecast.model.equals("never-calibrated") && !own) {
          assertThat(row.<Double>getAs(Columns.low(level))).isNull();
          assertThat(row.<Double>getAs(Columns.high(level))).isNull();
          continue;
        }
        double below = own ? 0 : margin(calibration, forecast, level, f -> f.below(level));
        double above = own ? 0 : margin(calibration, forecast, level, f -> f.above(level));
        low = Math.min(low, forecast.low(level) - below);
        high = Math.max(high, forecast.high(level) + above);
        // series 0 never was below zero
        double floor = forecast.series == 0 ? 0 : Double.NEGATIVE_INFINITY;
        assertThat(row.<Double>getAs(Columns.low(level)))
            .isCloseTo(Math.max(low, floor), within(1e-9));
        assertThat(row.<Double>getAs(Columns.high(level)))
            .isCloseTo(Math.max(high, floor), within(1e-9));
      }
    }
  }

  /**
   * The quantile of the step's scores on one side, or of the model's on both where the step has
   * fewer than forty; an older cutoff counts a seventh of the newest.
   */
  private static double margin(
      List<Forecast> calibration, Forecast at, int level, ToDoubleFunction<Forecast> side) {
    List<Forecast> all = calibration.stream().filter(f -> f.model.equals(at.model)).toList();
    List<Forecast> own = all.stream().filter(f -> f.step == at.step).toList();
    double margin =
        own.size() >= 40
            ? quantile(own, side, (1 + level / 100.0) / 2)
            : quantile(all, f -> f.outside(level), level / 100.0);
    return margin * SCALES[at.series];
  }

  private static double quantile(
      List<Forecast> known, ToDoubleFunction<Forecast> score, double probability) {
    double[] copies =
        known.stream()
            .flatMapToDouble(
                f ->
                    DoubleStream.generate(() -> score.applyAsDouble(f))
                        .limit(f.cutoff == NEWEST ? 7 : 1))
            .sorted()
            .toArray();
    double n = known.size();
    // of the quantiles p, p + (1 - p) / 400, … the first that is not below (n + 1) p / n
    double steps = Math.min(400, Math.ceil(400 * probability / (1 - probability) / n));
    double share = probability + (1 - probability) * steps / 400;
    return copies[(int) Math.ceil(share * copies.length) - 1];
  }

  /** Forecasts too low by 1 to 40 at the newest cutoff, too high by 1000 at the one before. */
  @Test
  void aHabitMovesTheIntervalAndTheNewestCutoffCountsMost() {
    List<Forecast> calibration = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      calibration.add(new Forecast(0, 0, 1, "gru", new Double[4], 0, -1000));
      for (int copy = 0; copy < 4; copy++) {
        calibration.add(new Forecast(0, 1, 1, "gru", new Double[4], 0, i));
      }
    }
    List<Forecast> later = List.of(new Forecast(0, 2, 1, "gru", new Double[4], 100, 0));
    Row bounds =
        ConformalIntervals.add(
                table(later), table(calibration), scales(), LEVELS, IntervalMethod.CONFORMAL)
            .first();
    // the 40 old outcomes weigh 3.4 % of all: more than 2.5 on their side, less than 10
    assertThat(bounds.<Double>getAs(Columns.low(80))).isEqualTo(100);
    assertThat(bounds.<Double>getAs(Columns.high(80))).isEqualTo(137);
    assertThat(bounds.<Double>getAs(Columns.low(95))).isEqualTo(-900);
    assertThat(bounds.<Double>getAs(Columns.high(95))).isEqualTo(140);
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodKeepsItsPromiseOrIsAsGoodAsTheQuantiles(IntervalMethod method) {
    // the network is sure of itself: its bounds hold half of what they should
    Random random = new Random(7);
    List<Forecast> calibration = new ArrayList<>();
    List<Forecast> later = new ArrayList<>();
    for (int cutoff = 0; cutoff < 1000; cutoff++) {
      Forecast forecast = sureOfItself(random, cutoff, method);
      (cutoff < 500 ? calibration : later).add(forecast);
    }
    Dataset<Row> bounded =
        ConformalIntervals.add(table(later), table(calibration), scales(), LEVELS, method);
    for (int level : LEVELS) {
      double covered =
          bounded
                  .where("y between %s and %s".formatted(Columns.low(level), Columns.high(level)))
                  .count()
              / 500.0;
      if (method == IntervalMethod.QUANTILE) {
        assertThat(covered).isLessThan(0.75);
      } else {
        assertThat(covered).isCloseTo(level / 100.0, within(0.04));
      }
    }
  }

  private static Forecast sureOfItself(Random random, int cutoff, IntervalMethod method) {
    double spread = 1 + cutoff % 5;
    Double[] bounds = {-0.6 * spread, 0.6 * spread, -1.1 * spread, 1.1 * spread};
    return new Forecast(
        0,
        cutoff,
        1,
        "gru",
        method == IntervalMethod.CONFORMAL ? new Double[4] : bounds,
        0,
        spread * random.nextGaussian());
  }

  private static Forecast forecast(
      Random random, int series, int cutoff, int step, String model, IntervalMethod method) {
    double y = random.nextGaussian() * SCALES[series] * step;
    Double[] bounds = new Double[4];
    double yHat = random.nextGaussian();
    if (!model.equals("naive") && method != IntervalMethod.CONFORMAL) {
      double[] quantiles = random.doubles(5, -3, 3).sorted().toArray();
      yHat = quantiles[2];
      bounds = new Double[] {quantiles[1], quantiles[3], quantiles[0], quantiles[4]};
    }
    return new Forecast(series, cutoff, step, model, bounds, yHat, y);
  }

  private static Dataset<Row> scales() {
    StructType schema =
        new StructType()
            .add(Columns.UNIQUE_ID, DataTypes.StringType)
            .add(Columns.MASE_SCALE, DataTypes.DoubleType);
    List<Row> rows = List.of(RowFactory.create("0", SCALES[0]), RowFactory.create("1", SCALES[1]));
    return TestSpark.session().createDataFrame(rows, schema);
  }

  private static Dataset<Row> table(List<Forecast> forecasts) {
    boolean bounds =
        forecasts.stream().anyMatch(f -> Arrays.stream(f.bounds).anyMatch(b -> b != null));
    StructType schema =
        new StructType()
            .add(Columns.UNIQUE_ID, DataTypes.StringType)
            .add(Columns.CUTOFF, DataTypes.TimestampType)
            .add(Columns.DS, DataTypes.TimestampType)
            .add(Columns.HORIZON_STEP, DataTypes.IntegerType)
            .add(Columns.MODEL, DataTypes.StringType)
            .add(Columns.Y_HAT, DataTypes.DoubleType);
    for (int level : bounds ? LEVELS : List.<Integer>of()) {
      schema = schema.add(Columns.low(level), DataTypes.DoubleType);
      schema = schema.add(Columns.high(level), DataTypes.DoubleType);
    }
    schema = schema.add(Columns.Y, DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (Forecast f : forecasts) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  String.valueOf(f.series),
                  TestSeries.at(f.cutoff),
                  TestSeries.at(f.cutoff + f.step),
                  f.step,
                  f.model,
                  f.yHat));
      row.addAll(bounds ? Arrays.asList(f.bounds) : List.of());
      row.add(f.y);
      rows.add(RowFactory.create(row.toArray()));
    }
    return TestSpark.session().createDataFrame(rows, schema);
  }
}
