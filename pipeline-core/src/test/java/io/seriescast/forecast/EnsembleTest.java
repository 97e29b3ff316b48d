package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.ScoredForecasts;
import io.seriescast.testing.ScoredForecasts.Forecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnsembleTest {
  private static final List<String> NETWORKS = List.of("lstm-1", "lstm-2", "gru-1", "gru-2");

  @ParameterizedTest
  @EnumSource(names = {"MEAN", "MEDIAN"})
  void isTheMeanOrTheMedianOfTheNetworksThatForecast(Ensemble.Kind kind) {
    Random random = new Random(1);
    List<Forecast> rows = new ArrayList<>();
    Map<String, Double> expected = new HashMap<>();
    for (String id : List.of("a", "b")) {
      for (int step = 1; step <= 20; step++) {
        Double y = step % 5 == 0 ? null : random.nextGaussian();
        List<Double> members = new ArrayList<>();
        for (String network : NETWORKS) {
          double yHat = 10 * random.nextGaussian();
          // networks differ in how much history they need
          if (random.nextInt(4) > 0 || network.equals("gru-2")) {
            rows.add(new Forecast(id, 0, step, network, yHat, 0, 0, y));
            members.add(yHat);
          }
        }
        rows.add(new Forecast(id, 0, step, "naive", 1e9, 0, 0, y));
        expected.put(
            "%s/%d/%s".formatted(id, step, y),
            kind == Ensemble.Kind.MEAN ? mean(members) : median(members));
      }
    }
    Map<String, Double> found = new HashMap<>();
    for (Row row : Ensemble.of(ScoredForecasts.predictions(rows), NETWORKS, kind).collectAsList()) {
      assertThat(row.<String>getAs(Columns.MODEL)).isEqualTo("ensemble");
      assertThat(row.getTimestamp(2)).isAfter(row.getTimestamp(1));
      found.put(
          "%s/%d/%s".formatted(row.getString(0), row.getInt(3), row.getAs(Columns.Y)),
          row.<Double>getAs(Columns.Y_HAT));
    }
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (at, value) -> assertThat(found.get(at)).as(at).isCloseTo(value, within(1e-12)));
  }

  @Test
  void itsRowsArePredictions() {
    var of =
        Ensemble.of(
            ScoredForecasts.predictions(List.of(new Forecast("a", 0, 1, "gru", 1, 0, 2, 1.0))),
            List.of("gru"),
            Ensemble.Kind.MEAN);
    assertThat(of.schema().simpleString()).isEqualTo(Table.PREDICTIONS.schema().simpleString());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int n = sorted.length;
    return Arrays.stream(sorted, (n - 1) / 2, n / 2 + 1).average().orElseThrow();
  }
}
