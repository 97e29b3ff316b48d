package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ensemble, blend and champion side by side, and which of them a run stands for. */
class ChosenModelTest {
  private static final List<String> SETS =
      List.of(
          "model.cells=rnn",
          "model.contexts=8,4",
          "forecast.ensemble=median",
          "forecast.blend=true",
          "forecast.choose=champion");

  @TempDir Path folder;

  @Test
  void ensembleBlendAndChampionStandBesideTheirMembers() {
    PublishedRun run = new PublishedRun(folder.resolve("output"), "all");
    Cli.Told told = run(run);
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(told.out()).contains("champion", "blend", "ensemble");

    Map<String, List<Map<String, Object>>> byModel =
        run.rows("predictions").stream()
            .collect(Collectors.groupingBy(r -> (String) r.get("model")));
    assertThat(byModel)
        .containsOnlyKeys(
            "rnn-c8", "rnn-c4", "naive", "seasonal-naive", "ensemble", "blend", "champion");
    int rows = byModel.get("naive").size();
    assertThat(byModel.values()).allSatisfy(of -> assertThat(of).hasSize(rows));

    Map<String, Map<String, Object>> wide = byKey(byModel.get("rnn-c8"));
    Map<String, Map<String, Object>> narrow = byKey(byModel.get("rnn-c4"));
    byKey(byModel.get("ensemble"))
        .forEach(
            (key, row) ->
                assertThat((double) row.get("y_hat"))
                    .isCloseTo((y(wide.get(key)) + y(narrow.get(key))) / 2, within(1e-9)));

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

    // the same networks, each with its own context, once they are published
    PublishedRun later = new PublishedRun(run.output(), "later");
    Cli.Told without = run(later, "--model", run.folder().toString());
    assertThat(without.code()).describedAs(without.err()).isZero();
    assertThat(of(later, "rnn-c4")).isEqualTo(of(run, "rnn-c4"));
    assertThat(of(later, "ensemble")).isEqualTo(of(run, "ensemble"));
  }

  private static Cli.Told run(PublishedRun run, String... more) {
    List<String> args = new ArrayList<>(List.of("--run-id", run.runId()));
    SETS.forEach(set -> args.addAll(List.of("--set", set)));
    args.addAll(List.of(more));
    return Cli.run(SmallRuns.args("run", run.output(), args.toArray(String[]::new)));
  }

  /** A model's forecasts by key. */
  private static Map<String, Object> of(PublishedRun run, String model) {
    Map<String, Object> forecasts = new HashMap<>();
    byKey(run.rows("predictions").stream().filter(r -> r.get("model").equals(model)).toList())
        .forEach((key, row) -> forecasts.put(key, row.get("y_hat")));
    assertThat(forecasts).isNotEmpty();
    return forecasts;
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
