package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rolling origin through the real command line. */
class BacktestTest {
  private static final LocalDateTime START = LocalDateTime.parse("2025-01-01T00:00:00");
  private static final int HORIZON = SmallRuns.HORIZON;
  private static final int CUTOFFS = 3;
  private static final int STEP = 5;
  private static final int GAP = 1;

  /** Long enough for every fit, for the last alone, and for none. */
  private static final Map<String, Integer> LENGTHS =
      Map.of("long", 70, "longer", 80, "middling", 25, "brief", 9);

  private static final List<String> MODELS =
      List.of("rnn-1", "rnn-2", "naive", "seasonal-naive", "ensemble", "blend", "champion");

  @TempDir static Path folder;
  private static PublishedRun run;
  private static Cli.Told told;

  @BeforeAll
  static void once() throws IOException {
    run = new PublishedRun(folder.resolve("output"), "base");
    told = backtest("base", input("base.csv", 99));
  }

  private static Cli.Told backtest(String id, Path input) {
    List<String> more = new ArrayList<>(List.of("--run-id", id, "--input", input.toString()));
    for (String set :
        List.of(
            "source.format=csv",
            "source.frequency=h",
            "source.season=6",
            "model.cells=rnn",
            "model.seeds=2",
            "train.epochs=2",
            "scale.kind=standard",
            "split.validation=2h",
            "forecast.ensemble=mean",
            "forecast.blend=true",
            "forecast.choose=champion",
            "evaluate.backtest.cutoffs=" + CUTOFFS,
            "evaluate.backtest.step=" + STEP,
            "evaluate.backtest.gap=" + GAP,
            "evaluate.backtest.refit=2")) {
      more.addAll(List.of("--set", set));
    }
    return Cli.run(
        SmallRuns.args("backtest", folder.resolve("output"), more.toArray(String[]::new)));
  }

  @Test
  @DisplayName(
      "every series at its last cutoffs, the last forecast as late as possible, gaps left out")
  void cutoffs() {
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(told.err()).contains("fit 1 of 2", "fit 2 of 2");
    assertThat(run.isVisible()).isTrue();
    Map<String, Set<Integer>> cutoffs = new TreeMap<>();
    for (Map<String, Object> row : run.rows("predictions")) {
      int cutoff = step(row.get("cutoff"));
      int ds = step(row.get("ds"));
      assertThat(ds - cutoff).isEqualTo(row.get("horizon_step"));
      if (!row.get("unique_id").equals("brief")) {
        assertThat((int) row.get("horizon_step")).isBetween(GAP + 1, GAP + HORIZON);
        assertThat(row.get("y")).isEqualTo(value((String) row.get("unique_id"), ds));
      }
      cutoffs.computeIfAbsent((String) row.get("unique_id"), id -> new TreeSet<>()).add(cutoff);
    }
    for (String id : List.of("long", "longer")) {
      assertThat(cutoffs.get(id)).containsExactly(cutoff(id, 1), cutoff(id, 2), cutoff(id, 3));
    }
    assertThat(cutoffs.get("middling")).containsExactly(cutoff("middling", 3));
    assertThat(cutoffs.get("brief")).containsExactly(LENGTHS.get("brief") - 1);
  }

  @Test
  void everyModelForecastsAtEveryCutoff() {
    Map<Object, Long> rows =
        run.rows("predictions").stream()
            .filter(row -> !row.get("unique_id").equals("brief"))
            .collect(Collectors.groupingBy(row -> row.get("model"), Collectors.counting()));
    assertThat(rows).containsOnlyKeys(MODELS.toArray());
    assertThat(rows.values()).containsOnly((2L * CUTOFFS + 1) * HORIZON);
  }

  @Test
  @DisplayName("scalers of every fit, none of them with a value from after its first cutoff")
  void scalers() {
    List<Map<String, Object>> longer =
        run.rows("scalers").stream().filter(r -> r.get("unique_id").equals("longer")).toList();
    // the validation part lies between
    assertThat(longer.stream().mapToInt(r -> step(r.get("fitted_to"))).sorted())
        .containsExactly(
            cutoff("longer", 1) - 2 * (GAP + HORIZON), cutoff("longer", 3) - 2 * (GAP + HORIZON));
  }

  @Test
  void metricsPerCutoffLossesPerFitAndStatusOfTheLast() throws IOException {
    Set<Object> scopes =
        run.rows("metrics").stream().map(r -> r.get("scope")).collect(Collectors.toSet());
    assertThat(scopes).containsExactlyInAnyOrder("series", "horizon_step", "overall", "cutoff");
    assertThat(run.rows("metrics"))
        .allSatisfy(
            r -> assertThat(r.get("cutoff") != null).isEqualTo(r.get("scope").equals("cutoff")));
    assertThat(run.rows("losses").stream().map(r -> r.get("model")).distinct())
        .containsExactlyInAnyOrder("rnn-1.fit-1", "rnn-2.fit-1", "rnn-1.fit-2", "rnn-2.fit-2");
    assertThat(run.rows("status"))
        .extracting(r -> r.get("unique_id") + " " + r.get("status"))
        .containsExactlyInAnyOrder(
            "long forecast", "longer forecast", "middling forecast", "brief fallback");
    assertThat(run.report()).contains("champion");
    assertThat(Files.exists(run.folder().resolve("model"))).isFalse();
  }

  @Test
  @DisplayName(
      "changing anything after a cutoff changes no forecast made at it, whatever the model")
  void leakage() throws IOException {
    List<String> forecasts = upTo(run, 2);
    assertThat(forecasts).hasSize(2 * 2 * HORIZON * MODELS.size());
    PublishedRun changed = new PublishedRun(run.output(), "changed");
    Cli.Told again = backtest(changed.runId(), input("changed.csv", 2));
    assertThat(again.code()).describedAs(again.err()).isZero();
    assertThat(upTo(changed, 2)).isEqualTo(forecasts);
    // and the law could fail: the third cutoff, and its fit, see the change
    assertThat(upTo(changed, 3)).isNotEqualTo(upTo(run, 3));
  }

  /** What was forecast at the first so many cutoffs of the series that all fits know. */
  private static List<String> upTo(PublishedRun of, int cutoffs) {
    List<String> forecasts = new ArrayList<>();
    for (Map<String, Object> row : of.rows("predictions")) {
      String id = (String) row.get("unique_id");
      if (id.startsWith("long") && step(row.get("cutoff")) <= cutoff(id, cutoffs)) {
        Map<String, Object> forecast = new TreeMap<>(row);
        forecast.remove("y");
        forecasts.add(forecast.toString());
      }
    }
    forecasts.sort(null);
    return forecasts;
  }

  @Test
  void theSameAgainDoesNothing() throws IOException {
    Cli.Told again = backtest("base", folder.resolve("base.csv"));
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("nothing to do");
  }

  @Test
  void itsNetworksAreNotThereToForecastWith() {
    Cli.Told with =
        Cli.run(
            SmallRuns.args("run", folder.resolve("output"), "--model", run.folder().toString()));
    assertThat(with.code()).isEqualTo(2);
    assertThat(with.messages()).singleElement().asString().contains("is a backtest");
    Cli.Told of =
        Cli.run(SmallRuns.args("backtest", folder.resolve("output"), "--model", "output/runs/x"));
    assertThat(of.code()).isEqualTo(2);
    assertThat(of.messages())
        .singleElement()
        .asString()
        .contains("a backtest trains its own networks");
  }

  private static int step(Object micros) {
    return (int) (((long) micros / 1_000_000 - START.toEpochSecond(ZoneOffset.UTC)) / 3600);
  }

  /** The last step that is known at a series' cutoff of that number, from 1. */
  private static int cutoff(String id, int number) {
    return LENGTHS.get(id) - GAP - HORIZON - 1 - (CUTOFFS - number) * STEP;
  }

  private static double value(String id, int step) {
    double noise = new Random(31L * id.hashCode() + step).nextGaussian();
    return Math.round(1000 * (100 + 10 * Math.sin(step * Math.PI / 3) + noise)) / 1000.0;
  }

  /** The series; after their cutoff of some number all is another, with gaps. */
  private static Path input(String file, int cutoff) throws IOException {
    StringBuilder csv = new StringBuilder("unique_id,ds,y\n");
    LENGTHS.forEach(
        (id, n) -> {
          for (int step = 0; step < n; step++) {
            boolean changed = step > cutoff(id, cutoff);
            if (!changed || step % 3 != 0 || step == n - 1) {
              double y = value(id, step) * (changed ? -1000 * step : 1);
              csv.append("%s,%s:00,%s\n".formatted(id, START.plusHours(step), y));
            }
          }
        });
    return Files.writeString(folder.resolve(file), csv);
  }
}
