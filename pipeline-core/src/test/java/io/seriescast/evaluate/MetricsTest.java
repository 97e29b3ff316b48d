package io.seriescast.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.baseline.Baselines;
import io.seriescast.scale.SeasonalError;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.Configured;
import io.seriescast.testing.SampleData;
import io.seriescast.testing.ScoredForecasts;
import io.seriescast.testing.ScoredForecasts.Forecast;
import io.seriescast.testing.TestSeries;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final double NAN = Double.NaN;
  private static final Map<String, double[]> SCALES =
      Map.of("a", new double[] {2, 4}, "zero", new double[] {0, 0});

  /** Cases side by side, a model each: planning a query costs more than running it. */
  private static final List<Forecast> CASES =
      List.of(
          new Forecast("a", 0, 1, "by hand", 12, 9, 11, 10.0),
          new Forecast("a", 0, 2, "by hand", 16, 10, 18, 20.0),
          new Forecast("zero", 0, 1, "zeros", 0, -1, 1, 0.0),
          new Forecast("zero", 0, 2, "zeros", 3, -1, 1, 0.0),
          new Forecast("a", 0, 1, "constant among others", 12, 9, 11, 10.0),
          new Forecast("zero", 0, 1, "constant among others", 12, 9, 11, 10.0),
          new Forecast("a", 0, 1, "unknown", 12, 9, 11, 10.0),
          new Forecast("a", 0, 7, "unknown", 1e9, 9, 11, null),
          new Forecast("a", 0, 8, "unknown", 1e9, 9, 11, NAN),
          new Forecast("a", 0, 1, "diverged", NAN, NAN, NAN, 10.0));

  private static List<Row> cases;

  @BeforeAll
  static void score() {
    cases = metrics(CASES, SCALES, Metric.values()).collectAsList();
  }

  @Test
  @DisplayName("y 10, 20; y_hat 12, 16; [9, 11] and [10, 18]; scales 2 and 4")
  void handMadeNumbers() {
    Map<String, Double> overall = overall("by hand");
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
    assertThat(overall.get("smape")).isCloseTo((400 / 22.0 + 800 / 36.0) / 2, within(1e-12));
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
    Map<String, Double> overall = overall("zeros");
    assertThat(overall).containsEntry("smape", 100.0).containsEntry("mae", 1.5);
    assertThat(overall).doesNotContainKeys("mape", "wape", "mase", "rmsse", "msis-80", "owa");
  }

  @Test
  @DisplayName("F14 a constant series is left out of MASE, and counted so")
  void constantSeries() {
    assertThat(overall("constant among others")).containsEntry("mase", 1.0);
    assertThat(n("constant among others", "mase")).isEqualTo(1);
    assertThat(n("constant among others", "mae")).isEqualTo(2);
  }

  @Test
  @DisplayName("F65 unknown values do not count; a forecast that is not a number does")
  void unknownAndDiverged() {
    assertThat(overall("unknown")).containsEntry("mae", 2.0);
    assertThat(cases).noneMatch(r -> Integer.valueOf(7).equals(r.getAs(Columns.HORIZON_STEP)));
    assertThat(overall("diverged")).containsEntry("mae", NAN).doesNotContainKey("coverage-80");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("every metric in every scope equals the plain loop over the rows")
  void equalsTheLoop(int seed) {
    Map<String, double[]> scales = ScoredForecasts.randomScales(seed);
    List<Forecast> rows = ScoredForecasts.random(seed, scales.keySet());
    Dataset<Row> metrics = metrics(rows, scales, Metric.values());
    assertThat(metrics.schema().simpleString()).isEqualTo(Table.METRICS.schema().simpleString());
    Map<String, double[]> expected = MetricLoops.all(rows, scales);
    Map<String, double[]> values =
        metrics.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    MetricsTest::key,
                    r -> new double[] {r.<Double>getAs(Columns.VALUE), r.<Long>getAs(Columns.N)}));
    assertThat(values.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, value) -> {
          double tolerance = 1e-9 * (1 + Math.abs(value[0]));
          assertThat(values.get(key)[0]).as(key).isCloseTo(value[0], within(tolerance));
          assertThat(values.get(key)[1]).as(key).isEqualTo(value[1]);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("per cutoff as per step, were the steps cutoffs")
  void perCutoffEqualsTheLoop(int seed) {
    Map<String, double[]> scales = ScoredForecasts.randomScales(seed);
    List<Forecast> rows = ScoredForecasts.random(seed, scales.keySet());
    List<Forecast> swapped =
        rows.stream()
            .map(
                f ->
                    new Forecast(
                        f.id(),
                        /* cutoff= */ f.step(),
                        /* step= */ f.cutoff(),
                        f.model(),
                        f.yHat(),
                        f.low(),
                        f.high(),
                        f.y()))
            .toList();
    Map<String, double[]> expected = MetricLoops.all(swapped, scales);
    expected.keySet().removeIf(key -> !key.startsWith(Metrics.STEP + "/"));
    List<Row> found =
        Metrics.byCutoff(
                ScoredForecasts.predictions(rows),
                ScoredForecasts.prepared(scales),
                List.of(Metric.values()))
            .collectAsList();
    assertThat(found).hasSameSizeAs(expected.keySet());
    for (Row row : found) {
      assertThat(row.<String>getAs(Columns.SCOPE)).isEqualTo("cutoff");
      int cutoff = row.<Timestamp>getAs(Columns.CUTOFF).equals(TestSeries.at(0)) ? 0 : 1;
      String key =
          String.join(
              "/",
              Metrics.STEP,
              String.valueOf(cutoff),
              row.<String>getAs(Columns.MODEL),
              row.<String>getAs(Columns.METRIC));
      double[] value = expected.get(key);
      double tolerance = 1e-9 * (1 + Math.abs(value[0]));
      assertThat(row.<Double>getAs(Columns.VALUE)).as(key).isCloseTo(value[0], within(tolerance));
      assertThat((double) row.<Long>getAs(Columns.N)).as(key).isEqualTo(value[1]);
    }
  }

  @Test
  @DisplayName("the sample's figures of data/sample/README.md; only metrics asked for")
  void theSample() {
    List<Forecast> rows = new ArrayList<>();
    Map<String, double[]> scales = new TreeMap<>();
    SampleData.series()
        .forEach(
            (id, series) -> {
              int n = series.y().length - 48;
              double[] x = Arrays.copyOf(series.y(), n);
              scales.put(id, new double[] {SeasonalError.mean(x, null, n, 24), 1});
              for (String model : List.of("naive", "seasonal-naive", "naive2")) {
                double[] f = Baselines.of(model).forecast(x, 24, 48);
                for (int h = 0; h < 48; h++) {
                  rows.add(
                      new Forecast(id, n - 1, h + 1, model, f[h], NAN, NAN, series.y()[n + h]));
                }
              }
            });
    Dataset<Row> metrics = metrics(rows, scales, Metric.SMAPE, Metric.MASE, Metric.OWA);
    List<Row> found = metrics.where(Columns.SCOPE + " = 'overall'").collectAsList();
    assertThat(overall(found, "seasonal-naive").get("smape")).isCloseTo(8.544420, within(1e-6));
    assertThat(overall(found, "seasonal-naive").get("mase")).isCloseTo(1.255911, within(1e-6));
    assertThat(overall(found, "naive").get("smape")).isCloseTo(26.991961, within(1e-6));
    assertThat(overall(found, "naive2").get("owa")).isCloseTo(1, within(1e-12));
    assertThat(overall(found, "naive").get("owa")).isGreaterThan(1);
    assertThat(overall(found, "naive")).containsOnlyKeys("smape", "mase", "owa");
  }

  @Test
  void intervalMetricsWithoutIntervalsAreNoRows() {
    Dataset<Row> metrics =
        Metrics.of(
            ScoredForecasts.predictions(CASES).drop(Columns.low(80)),
            ScoredForecasts.prepared(SCALES),
            List.of(Metric.COVERAGE, Metric.CRPS));
    assertThat(metrics.schema().simpleString()).isEqualTo(Table.METRICS.schema().simpleString());
    assertThat(metrics.count()).isZero();
  }

  @Test
  @DisplayName("the gate's metric is computed too, also for a gate that is enabled later")
  void theGatesMetric() {
    assertThat(Configured.with("evaluate.metrics=mae,bias").evaluate().computed())
        .containsExactly(Metric.MAE, Metric.BIAS, Metric.MASE);
    assertThat(
            Configured.with("evaluate.metrics=mase", "evaluate.gate.enabled=false")
                .evaluate()
                .computed())
        .containsExactly(Metric.MASE);
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

  private static Dataset<Row> metrics(
      List<Forecast> rows, Map<String, double[]> scales, Metric... metrics) {
    return Metrics.of(
        ScoredForecasts.predictions(rows), ScoredForecasts.prepared(scales), List.of(metrics));
  }

  private static Map<String, Double> overall(String model) {
    return overall(cases, model);
  }

  private static Map<String, Double> overall(List<Row> found, String model) {
    return of(found, model)
        .collect(Collectors.toMap(r -> r.getAs(Columns.METRIC), r -> r.getAs(Columns.VALUE)));
  }

  private static long n(String model, String metric) {
    return of(cases, model)
        .filter(r -> r.getAs(Columns.METRIC).equals(metric))
        .findFirst()
        .orElseThrow()
        .<Long>getAs(Columns.N);
  }

  private static Stream<Row> of(List<Row> found, String model) {
    return found.stream()
        .filter(r -> r.getAs(Columns.SCOPE).equals(Metrics.OVERALL))
        .filter(r -> r.getAs(Columns.MODEL).equals(model));
  }
}
