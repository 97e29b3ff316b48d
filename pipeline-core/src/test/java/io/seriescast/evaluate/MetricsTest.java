package io.seriescast.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.ScoredForecasts;
import io.seriescast.testing.ScoredForecasts.Forecast;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final double NAN = Double.NaN;
  private static final List<Metric> ALL = List.of(Metric.values());
  private static final GateSettings NO_GATE =
      new GateSettings(false, Metric.MASE, "seasonal-naive", 0);

  /** Two steps of one series: y 10, 20; y_hat 12, 16; [9, 11] and [10, 18]; scales 2 and 4. */
  private static final List<Forecast> HAND =
      List.of(
          new Forecast("a", 0, 1, "m", 12, 9, 11, 10.0),
          new Forecast("a", 0, 2, "m", 16, 10, 18, 20.0));

  @Test
  void handMadeNumbers() {
    Map<String, Double> overall = overall(HAND, Map.of("a", new double[] {2, 4}), "m");
    assertThat(overall)
        .containsEntry("mae", 3.0)
        .containsEntry("rmse", Math.sqrt(10))
        .containsEntry("mape", 20.0)
        .containsEntry("wape", 20.0)
        .containsEntry("mase", 1.5)
        .containsEntry("rmsse", Math.sqrt(10) / 4)
        .containsEntry("bias", -1.0)
        .containsEntry("coverage-80", 50.0)
        .containsEntry("width-80", 5.0);
    assertThat(overall.get("smape"))
        .isCloseTo((200 * 2 / 22.0 + 200 * 4 / 36.0) / 2, within(1e-12));
    // step 1: 2; step 2: 8 + 2/0.2·(20 − 18) = 28; mean 15, over the scale 2
    assertThat(overall.get("msis-80")).isCloseTo(7.5, within(1e-12));
    // quantile 10: 0.1·1, 0.1·10; quantile 90: 0.1·1, 0.9·2
    assertThat(overall.get("pinball-10")).isCloseTo(0.55, within(1e-12));
    assertThat(overall.get("pinball-90")).isCloseTo(0.95, within(1e-12));
    assertThat(overall.get("pinball-50")).isCloseTo(1.5, within(1e-12));
    assertThat(overall.get("crps")).isCloseTo(2.0, within(1e-12));
  }

  @Test
  void zeroDenominators() {
    List<Forecast> zeros =
        List.of(
            new Forecast("zero", 0, 1, "m", 0, -1, 1, 0.0),
            new Forecast("zero", 0, 2, "m", 3, -1, 1, 0.0));
    Map<String, Double> overall = overall(zeros, Map.of("zero", new double[] {0, 0}), "m");
    assertThat(overall).containsEntry("smape", 100.0).containsEntry("mae", 1.5);
    assertThat(overall).doesNotContainKeys("mape", "wape", "mase", "rmsse", "msis-80", "owa");
  }

  @Test
  void aConstantSeriesIsLeftOutOfMaseAndCountedSo() {
    List<Forecast> two =
        List.of(
            new Forecast("a", 0, 1, "m", 12, 9, 11, 10.0),
            new Forecast("constant", 0, 1, "m", 12, 9, 11, 10.0));
    Dataset<Row> metrics =
        metrics(two, Map.of("a", new double[] {2, 4}, "constant", new double[] {0, 0}));
    Row mase = metrics.where("scope = 'overall' and metric = 'mase'").head();
    assertThat(mase.<Double>getAs(Columns.VALUE)).isEqualTo(1.0);
    assertThat(mase.<Long>getAs(Columns.N)).isEqualTo(1L);
    assertThat(metrics.where("scope = 'overall' and metric = 'mae'").head().<Long>getAs(Columns.N))
        .isEqualTo(2L);
  }

  @Test
  void unknownValuesDoNotCountAndMissingForecastsDo() {
    List<Forecast> rows =
        List.of(
            new Forecast("a", 0, 1, "m", 12, 9, 11, 10.0),
            new Forecast("a", 0, 2, "m", 1e9, 9, 11, null),
            new Forecast("a", 0, 3, "m", 1e9, 9, 11, NAN),
            new Forecast("a", 0, 1, "diverged", NAN, NAN, NAN, 10.0));
    Map<String, double[]> scales = Map.of("a", new double[] {2, 4});
    assertThat(overall(rows, scales, "m")).containsEntry("mae", 2.0);
    assertThat(overall(rows, scales, "diverged"))
        .containsEntry("mae", NAN)
        .doesNotContainKey("coverage-80");
    assertThat(metrics(rows, scales).where("horizon_step > 1").count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("every metric in every scope equals the plain loop over the rows")
  void equalsTheLoop(int seed) {
    Map<String, double[]> scales = ScoredForecasts.randomScales(seed);
    List<Forecast> rows = ScoredForecasts.random(seed, scales.keySet());
    Dataset<Row> metrics = metrics(rows, scales);
    assertThat(metrics.schema().simpleString()).isEqualTo(Table.METRICS.schema().simpleString());
    Map<String, double[]> expected = MetricLoops.all(rows, scales);
    Map<String, double[]> found =
        metrics.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    MetricsTest::key,
                    r -> new double[] {r.<Double>getAs(Columns.VALUE), r.<Long>getAs(Columns.N)}));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, value) -> {
          assertThat(found.get(key)[0])
              .as(key)
              .isCloseTo(value[0], within(1e-9 * (1 + Math.abs(value[0]))));
          assertThat(found.get(key)[1]).as(key).isEqualTo(value[1]);
        });
  }

  @Test
  void onlyWhatWasAskedFor() {
    Dataset<Row> metrics =
        Metrics.of(
            ScoredForecasts.predictions(HAND),
            ScoredForecasts.prepared(Map.of("a", new double[] {2, 4})),
            new EvaluateSettings(0, List.of(Metric.MAE), NO_GATE));
    assertThat(metrics.select("metric").distinct().collectAsList())
        .extracting(r -> r.getString(0))
        .containsExactly("mae");
  }

  @Test
  void intervalMetricsWithoutIntervalsAreNoRows() {
    Dataset<Row> metrics =
        Metrics.of(
            ScoredForecasts.predictions(HAND).drop(Columns.low(80)),
            ScoredForecasts.prepared(Map.of("a", new double[] {2, 4})),
            new EvaluateSettings(0, List.of(Metric.COVERAGE, Metric.CRPS, Metric.OWA), NO_GATE));
    assertThat(metrics.schema().simpleString()).isEqualTo(Table.METRICS.schema().simpleString());
    assertThat(metrics.count()).isZero();
  }

  private static String key(Row row) {
    Object id = row.getAs(Columns.UNIQUE_ID);
    Object step = row.getAs(Columns.HORIZON_STEP);
    return String.join(
        "/",
        row.<String>getAs(Columns.SCOPE),
        id == null ? step == null ? "" : step.toString() : id.toString(),
        row.<String>getAs(Columns.MODEL),
        row.<String>getAs(Columns.METRIC));
  }

  private static Dataset<Row> metrics(List<Forecast> rows, Map<String, double[]> scales) {
    return Metrics.of(
        ScoredForecasts.predictions(rows),
        ScoredForecasts.prepared(scales),
        new EvaluateSettings(0, ALL, NO_GATE));
  }

  private static Map<String, Double> overall(
      List<Forecast> rows, Map<String, double[]> scales, String model) {
    return metrics(rows, scales)
        .where(Columns.SCOPE + " = 'overall'")
        .where(Columns.MODEL + " = '" + model + "'")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(r -> r.getAs(Columns.METRIC), r -> r.getAs(Columns.VALUE)));
  }
}
