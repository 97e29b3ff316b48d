package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ensemble, blend and champion side by side, and which of them a run stands for. */
class ChosenModelTest {
  @TempDir Path folder;

  @Test
  void ensembleBlendAndChampionStandBesideTheirMembers() {
    PublishedRun run = new PublishedRun(folder.resolve("output"), "all");
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run",
                run.output(),
                "--run-id",
                "all",
                "--set",
                "model.cells=rnn,gru",
                "--set",
                "forecast.ensemble=median",
                "--set",
                "forecast.blend=true",
                "--set",
                "forecast.choose=champion"));
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(told.out()).contains("champion", "blend", "ensemble");

    Map<String, List<Map<String, Object>>> byModel =
        run.rows("predictions").stream()
            .collect(Collectors.groupingBy(r -> (String) r.get("model")));
    assertThat(byModel)
        .containsOnlyKeys("rnn", "gru", "naive", "seasonal-naive", "ensemble", "blend", "champion");
    int rows = byModel.get("naive").size();
    assertThat(byModel.values()).allSatisfy(of -> assertThat(of).hasSize(rows));

    Map<String, Map<String, Object>> rnn = byKey(byModel.get("rnn"));
    Map<String, Map<String, Object>> gru = byKey(byModel.get("gru"));
    byKey(byModel.get("ensemble"))
        .forEach(
            (key, row) ->
                assertThat((double) row.get("y_hat"))
                    .isCloseTo((y(rnn.get(key)) + y(gru.get(key))) / 2, within(1e-9)));

    // a champion's rows are those of the model that status names, intervals included
    Map<String, Map<String, Object>> champions = byKey(byModel.get("champion"));
    List<Map<String, Object>> status = run.rows("status");
    assertThat(status).hasSize(SmallRuns.SERIES);
    for (Map<String, Object> series : status) {
      assertThat(series).containsEntry("status", "forecast").containsEntry("reason", "CHAMPION");
      byKey(byModel.get((String) series.get("model")))
          .forEach(
              (key, row) -> {
                if (row.get("unique_id").equals(series.get("unique_id"))) {
                  Map<String, Object> asChampion = new HashMap<>(row);
                  asChampion.put("model", "champion");
                  assertThat(champions.get(key)).isEqualTo(asChampion);
                }
              });
    }
    assertThat(run.rows("metrics"))
        .anyMatch(r -> "overall".equals(r.get("scope")) && "champion".equals(r.get("model")));
  }

  private static double y(Map<String, Object> row) {
    return (double) row.get("y_hat");
  }

  private static Map<String, Map<String, Object>> byKey(List<Map<String, Object>> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                r -> "%s %s %s".formatted(r.get("unique_id"), r.get("cutoff"), r.get("ds")),
                r -> r));
  }
}
