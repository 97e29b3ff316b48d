package io.seriescast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.table.Columns;
import io.seriescast.testing.Configured;
import io.seriescast.testing.PreparedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final int VALIDATION = 5;

  @Test
  void aCapDrawsWindowsOfASeriesByTheSeedAndKeepsTheNewest() {
    Dataset<Row> prepared = prepared();
    WindowSettings all = window(0);
    WindowSettings capped = window(6);
    Map<String, List<Integer>> whole = origins(prepared, Windows.training(all, 1));
    Map<String, List<Integer>> drawn = origins(prepared, Windows.training(capped, 1));
    whole.forEach(
        (id, origins) -> {
          assertThat(origins).hasSize(Math.max(0, length(id) - VALIDATION - 5));
          assertThat(drawn.get(id)).hasSize(Math.min(6, origins.size()));
          assertThat(origins).containsAll(drawn.get(id));
          assertThat(drawn.get(id)).doesNotHaveDuplicates();
          if (!origins.isEmpty()) {
            assertThat(drawn.get(id).get(0)).isEqualTo(origins.get(0));
          }
        });
    // not of the partitioning, nor of the other series
    assertThat(origins(prepared.repartition(7), Windows.training(capped, 1))).isEqualTo(drawn);
    assertThat(
            origins(
                prepared.where(functions.col(Columns.UNIQUE_ID).equalTo("40")),
                Windows.training(capped, 1)))
        .containsExactly(Map.entry("40", drawn.get("40")));
    // but of the seed, and otherwise for every series
    assertThat(origins(prepared, Windows.training(capped, 2)).get("40"))
        .isNotEqualTo(drawn.get("40"));
    assertThat(drawn.get("40").stream().map(origin -> 40 - origin).toList())
        .isNotEqualTo(drawn.get("30").stream().map(origin -> 30 - origin).toList());
  }

  @Test
  void withTheValidationPartThereAreAsManyMore() {
    Dataset<Row> prepared = prepared();
    long training = Windows.count(prepared, Windows.training(window(0), 1));
    long everything = Windows.count(prepared, Windows.trainingAndValidation(window(0), 1));
    assertThat(everything - training).isEqualTo(1 + 4 + 4 * VALIDATION);
    assertThat(Windows.count(prepared, Windows.trainingAndValidation(window(6), 1)))
        .isEqualTo(1 + 4 + 4 * 6);
  }

  /** Two of them too short for a window of the training part. */
  private static Dataset<Row> prepared() {
    PreparedTable table = new PreparedTable();
    for (int length : new int[] {6, 9, 20, 25, 30, 40}) {
      table.with(
          String.valueOf(length),
          1,
          VALIDATION,
          0,
          IntStream.range(0, length).mapToDouble(t -> t).toArray());
    }
    return table.build();
  }

  private static int length(String id) {
    return Integer.parseInt(id);
  }

  private static WindowSettings window(int most) {
    return Configured.with("window.context=4", "window.horizon=2", "window.max-per-series=" + most)
        .window();
  }

  private static Map<String, List<Integer>> origins(Dataset<Row> prepared, Column origins) {
    Map<String, List<Integer>> byId = new HashMap<>();
    prepared
        .select(functions.col(Columns.UNIQUE_ID), origins.as("origins"))
        .collectAsList()
        .forEach(row -> byId.put(row.getString(0), row.getList(1)));
    return byId;
  }
}
