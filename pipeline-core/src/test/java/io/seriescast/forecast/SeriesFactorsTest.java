package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.table.Columns;
import io.seriescast.testing.ScoredForecasts;
import io.seriescast.testing.ScoredForecasts.Forecast;
import io.seriescast.testing.TestSeries;
import io.seriescast.testing.TestSpark;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesFactorsTest {
  private static final int HORIZON = 4;
  private static final List<String> MODELS = List.of("gru", "naive", "mean");
  private static final Map<String, Double> SCALES = Map.of("a", 1.0, "b", 20.0, "c", 0.5);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areTheInversePowersOfASeriesErrorsBesideTheUsualOnes(long seed) {
    List<Forecast> known = known(seed);
    Map<String, Double> found = new HashMap<>();
    for (Row row :
        SeriesFactors.of(ScoredForecasts.predictions(known), scales(), HORIZON).collectAsList()) {
      found.put(row.getString(0) + row.getString(1), row.getDouble(2));
    }
    assertThat(found).hasSize(SCALES.size() * MODELS.size());
    for (String id : SCALES.keySet()) {
      for (String model : MODELS) {
        assertThat(found.get(id + model))
            .isCloseTo(expected(known, id, model, f -> true), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void atACutoffOfTheCalibrationItsOwnOutcomesDoNotCount(long seed) {
    List<Forecast> known = known(seed);
    for (Row row :
        SeriesFactors.leavingOut(ScoredForecasts.predictions(known), scales(), HORIZON)
            .collectAsList()) {
      Timestamp cutoff = row.getAs(Columns.CUTOFF);
      assertThat(row.<Double>getAs(SeriesFactors.FACTOR))
          .isCloseTo(
              expected(
                  known,
                  row.getString(0),
                  row.getString(1),
                  f -> !TestSeries.at(f.cutoff()).equals(cutoff)),
              within(1e-9));
    }
  }

  @Test
  void whereNothingElseIsKnownTheyChangeNothing() {
    List<Forecast> one =
        List.of(
            new Forecast("a", 0, 1, "gru", 3, 0, 0, 1.0),
            new Forecast("a", 0, 1, "mean", 9, 0, 0, 1.0));
    Dataset<Row> calibration = ScoredForecasts.predictions(one);
    assertThat(SeriesFactors.leavingOut(calibration, scales(), HORIZON).collectAsList())
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.<Double>getAs(SeriesFactors.FACTOR)).isEqualTo(1));
    BlendWeights weights = BlendWeights.unlearned(Map.of("gru", 0.75, "mean", 0.25));
    assertThat(blend(BlendedForecasts.ofCalibration(calibration, weights, scales(), HORIZON)))
        .isCloseTo(4.5, within(1e-12));
    Dataset<Row> unknown = calibration.limit(0);
    assertThat(blend(BlendedForecasts.of(calibration, weights, unknown, scales(), HORIZON)))
        .isCloseTo(4.5, within(1e-12));
  }

  /** Both are equally good on the whole, each on a series of its own. */
  @Test
  void aSeriesIsForecastByTheModelThatWasGoodAtIt() {
    List<Forecast> known = new ArrayList<>();
    for (int cutoff = 0; cutoff < 6; cutoff++) {
      for (int step = 1; step <= HORIZON; step++) {
        known.add(new Forecast("a", cutoff, step, "gru", 101, 0, 0, 100.0));
        known.add(new Forecast("a", cutoff, step, "mean", 110, 0, 0, 100.0));
        known.add(new Forecast("b", cutoff, step, "gru", 300, 0, 0, 100.0));
        known.add(new Forecast("b", cutoff, step, "mean", 120, 0, 0, 100.0));
      }
    }
    List<Forecast> next =
        List.of(
            new Forecast("a", 9, 1, "gru", 0, 0, 0, null),
            new Forecast("a", 9, 1, "mean", 1, 0, 0, null));
    Dataset<Row> calibration = ScoredForecasts.predictions(known);
    BlendWeights even = BlendWeights.unlearned(Map.of("gru", 0.5, "mean", 0.5));
    assertThat(
            blend(
                BlendedForecasts.of(
                    ScoredForecasts.predictions(next), even, calibration, scales(), HORIZON)))
        .isLessThan(0.05);
  }

  /** The network is right at one cutoff, the baseline at the other. */
  @Test
  void atACutoffOfTheCalibrationWeightsAreThoseOfTheOthers() {
    List<Forecast> known = new ArrayList<>();
    for (String id : SCALES.keySet()) {
      for (int step = 1; step <= HORIZON; step++) {
        for (int cutoff : new int[] {0, 9}) {
          known.add(new Forecast(id, cutoff, step, "gru", cutoff == 0 ? 100 : 150, 0, 0, 100.0));
          known.add(new Forecast(id, cutoff, step, "mean", cutoff == 0 ? 150 : 100, 0, 0, 100.0));
          known.add(new Forecast(id, cutoff, step, "seasonal-naive", 10, 0, 0, 100.0));
        }
      }
    }
    Dataset<Row> calibration = ScoredForecasts.predictions(known);
    List<String> models = List.of("gru", "mean", "seasonal-naive");
    BlendWeights weights =
        BlendedForecasts.fit(calibration, scales(), models, List.of("gru"), HORIZON).orElseThrow();
    assertThat(weights.weights().get("gru")).isCloseTo(0.5, within(0.05));
    assertThat(weights.leavingOut()).hasSize(2);
    assertThat(weights.leavingOut().get(0).get("gru")).isGreaterThan(0.99);
    assertThat(weights.leavingOut().get(1).get("mean")).isGreaterThan(0.99);
    assertThat(
            BlendedForecasts.ofCalibration(calibration, weights, scales(), HORIZON).collectAsList())
        .hasSize(known.size() / models.size())
        .allSatisfy(row -> assertThat(row.<Double>getAs(Columns.Y_HAT)).isGreaterThan(149));
  }

  private static double blend(Dataset<Row> blended) {
    return blended.first().<Double>getAs(Columns.Y_HAT);
  }

  /** The definition in plain loops. */
  private static double expected(
      List<Forecast> all, String id, String model, Predicate<Forecast> counts) {
    double usual = meanError(all, f -> f.model().equals(model));
    Predicate<Forecast> own = f -> f.model().equals(model) && f.id().equals(id) && counts.test(f);
    double horizons =
        all.stream().filter(f -> f.y() != null && own.test(f)).count() / (double) HORIZON;
    return horizons <= 1
        ? 1
        : Math.pow(Math.max(0.05, meanError(all, own) / usual), -4 * (horizons - 1) / horizons);
  }

  private static double meanError(List<Forecast> all, Predicate<Forecast> which) {
    return all.stream()
        .filter(f -> f.y() != null && which.test(f))
        .mapToDouble(f -> Math.abs(f.y() - f.yHat()) / SCALES.get(f.id()))
        .average()
        .orElse(0);
  }

  /** Outcomes of three series at up to five cutoffs, some of them unknown. */
  private static List<Forecast> known(long seed) {
    Random random = new Random(seed);
    List<Forecast> rows = new ArrayList<>();
    SCALES.forEach(
        (id, scale) -> {
          int cutoffs = 1 + random.nextInt(5);
          for (int cutoff = 0; cutoff < cutoffs; cutoff++) {
            for (int step = 1; step <= HORIZON; step++) {
              Double y = step > 1 && random.nextInt(5) == 0 ? null : scale * random.nextGaussian();
              for (String model : MODELS) {
                rows.add(
                    new Forecast(id, cutoff, step, model, scale * random.nextGaussian(), 0, 0, y));
              }
            }
          }
        });
    return rows;
  }

  private static Dataset<Row> scales() {
    List<Row> rows = new ArrayList<>();
    SCALES.forEach((id, scale) -> rows.add(RowFactory.create(id, scale)));
    return TestSpark.session()
        .createDataFrame(
            rows,
            new StructType()
                .add(Columns.UNIQUE_ID, DataTypes.StringType)
                .add(Columns.MASE_SCALE, DataTypes.DoubleType));
  }
}
