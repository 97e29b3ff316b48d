package io.seriescast.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.ScoredForecasts;
import io.seriescast.testing.ScoredForecasts.Forecast;
import io.seriescast.testing.TestSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChampionsTest {
  private static final double NAN = Double.NaN;
  private static final int HORIZON = 4;
  private static final List<String> SIMPLEST_FIRST = List.of("naive", "theta", "gru");

  @Test
  @DisplayName("one horizon says little: the best of all series stays; a hundred say enough")
  void theOverallBestUnlessAnotherIsClearlyBetter() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rows.addAll(of("typical" + i, 1, "gru", 0.5, "naive", 1.0));
    }
    rows.addAll(of("lucky", 1, "gru", 1.0, "naive", 0.8));
    rows.addAll(of("other", 100, "gru", 1.0, "naive", 0.5));
    rows.addAll(of("close", 100, "gru", 1.0, "naive", 0.999));
    assertThat(champions(rows, "typical0", "lucky", "other", "close", "without outcomes"))
        .containsEntry("typical0", "gru")
        .containsEntry("lucky", "gru")
        .containsEntry("other", "naive")
        .containsEntry("close", "gru")
        .containsEntry("without outcomes", "gru")
        .hasSize(5);
  }

  @Test
  void equalsGoToTheSimplerAndPerfectOnesAreEqual() {
    assertThat(champions(of("a", 9, "zzz", 0.5, "theta", 0.5, "naive", 0.5), "a"))
        .containsEntry("a", "naive");
    assertThat(champions(of("a", 9, "gru", 0.0, "theta", 0.0), "a")).containsEntry("a", "theta");
  }

  @Test
  @DisplayName("F65 a model that diverged on one series is nobody's champion")
  void divergedOnce() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(of("fine", 50, "gru", 0.1, "naive", 1.0));
    rows.addAll(of("lost", 50, "gru", NAN, "naive", 1.0));
    rows.addAll(of("far", 50, "gru", Double.POSITIVE_INFINITY, "naive", 1.0));
    assertThat(champions(rows, "fine", "lost", "far"))
        .containsOnly(
            Map.entry("fine", "naive"), Map.entry("lost", "naive"), Map.entry("far", "naive"));
  }

  @Test
  void ofAllSeriesTheLowestErrorWinsAndTheFirstOfEquals() {
    Dataset<Row> metrics =
        overall("rnn", 0.9, "lstm", NAN, "gru", 0.5, "ensemble", 0.1, "rnn-relu", 0.5);
    List<String> networks = List.of("lstm", "rnn", "gru", "rnn-relu", "unscored");
    assertThat(Champions.ofAll(metrics, Metric.MASE, networks)).isEqualTo("gru");
    assertThat(Champions.ofAll(metrics, Metric.MAE, networks)).isEqualTo("lstm");
  }

  private static Dataset<Row> overall(Object... models) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < models.length; i += 2) {
      rows.add(
          RowFactory.create(Metrics.OVERALL, null, null, models[i], "mase", models[i + 1], 3L));
      rows.add(RowFactory.create(Metrics.SERIES, "a", null, "rnn", "mase", 0.01, 3L));
    }
    return TestSpark.session().createDataFrame(rows, Table.METRICS.schema());
  }

  @Test
  void withoutAnyOutcomeThereIsNone() {
    assertThat(champions(List.of(), "a")).containsEntry("a", null).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @DisplayName("the rule as a plain loop")
  void equalsTheLoop(long seed) {
    Random random = new Random(seed);
    Map<String, Map<String, Double>> errors = new TreeMap<>();
    Map<String, Integer> horizons = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int known = 1 + random.nextInt(40);
      horizons.put("s" + i, known);
      for (String model : List.of("gru", "naive", "theta", "blend")) {
        double error = 10 * random.nextDouble();
        errors.computeIfAbsent("s" + i, id -> new TreeMap<>()).put(model, error);
        rows.addAll(of("s" + i, known, model, error));
      }
    }
    Map<String, String> expected = new HashMap<>();
    Map<String, Double> overall = new TreeMap<>();
    errors
        .values()
        .forEach(of -> of.forEach((m, e) -> overall.merge(m, e / mean(of), Double::sum)));
    overall.replaceAll((m, sum) -> sum / errors.size());
    String best = lowest(overall);
    errors.forEach(
        (id, of) -> {
          int k = horizons.get(id);
          Map<String, Double> scores = new TreeMap<>();
          of.forEach((m, e) -> scores.put(m, (k * e / mean(of) + 10 * overall.get(m)) / (k + 10)));
          String winner = lowest(scores);
          expected.put(id, scores.get(winner) < 0.95 * scores.get(best) ? winner : best);
        });
    assertThat(champions(rows, errors.keySet().toArray(String[]::new))).isEqualTo(expected);
    assertThat(expected.values()).contains(best).anyMatch(model -> !model.equals(best));
  }

  private static double mean(Map<String, Double> errors) {
    return errors.values().stream().mapToDouble(e -> e).average().orElseThrow();
  }

  private static String lowest(Map<String, Double> values) {
    return values.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  @Test
  void theirForecastsAreOneMoreModelWithTheirIntervals() {
    Dataset<Row> predictions =
        ScoredForecasts.predictions(
            List.of(
                new Forecast("a", 0, 1, "gru", 1, 0, 2, 1.0),
                new Forecast("a", 0, 1, "naive", 2, 1, 3, 1.0),
                new Forecast("b", 0, 1, "naive", 3, 2, 5, null)));
    Dataset<Row> champions =
        TestSpark.session()
            .createDataFrame(
                List.of(RowFactory.create("a", "gru"), RowFactory.create("b", "naive")),
                new StructType().add(Columns.UNIQUE_ID, "string").add(Columns.MODEL, "string"));
    Dataset<Row> forecasts = Champions.forecasts(predictions, champions);
    assertThat(forecasts.columns()).isEqualTo(predictions.columns());
    assertThat(
            forecasts
                .select("unique_id", "model", "y_hat", "y_hat_lo_80", "y_hat_hi_80")
                .orderBy("unique_id")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[a,champion,1.0,0.0,2.0]", "[b,champion,3.0,2.0,5.0]");
  }

  @Test
  void onlyMetricsThatRank() {
    assertThatThrownBy(
            () ->
                Champions.of(
                    GateTest.metrics(), GateTest.metrics(), Metric.COVERAGE, List.of(), HORIZON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Rows of one series: a model and its error, again and again. */
  private static List<Row> of(String id, int horizons, Object... errors) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < errors.length; i += 2) {
      long n = (long) horizons * HORIZON;
      rows.add(RowFactory.create("series", id, null, errors[i], "mase", errors[i + 1], n));
    }
    return rows;
  }

  private static Map<String, String> champions(List<Row> metrics, String... ids) {
    Map<String, String> champions = new HashMap<>();
    Champions.of(
            TestSpark.session().createDataset(List.of(ids), Encoders.STRING()).toDF("unique_id"),
            TestSpark.session().createDataFrame(metrics, Table.METRICS.schema()),
            Metric.MASE,
            SIMPLEST_FIRST,
            HORIZON)
        .collectAsList()
        .forEach(row -> champions.put(row.getString(0), row.getString(1)));
    return champions;
  }
}
