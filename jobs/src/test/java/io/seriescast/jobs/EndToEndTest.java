package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} on small sines, and what a reader without Spark finds afterwards. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
  private static final List<String> MODELS = List.of("rnn", "naive", "seasonal-naive");
  private static final List<String> PUBLISHED =
      List.of("series", "quarantine", "scalers", "predictions", "metrics", "losses", "status");

  @TempDir static Path folder;
  private static PublishedRun run;
  private static Cli.Told told;

  @BeforeAll
  static void once() {
    run = new PublishedRun(folder.resolve("output"), "first");
    told = Cli.run(SmallRuns.args("run", run.output(), "--run-id", "first"));
  }

  @Test
  void itEndsWellAndSaysWhereEverythingIs() {
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(told.messages()).isEmpty();
    assertThat(told.err())
        .contains("generate", "ingest", "prepare", "train", "forecast", "evaluate", "report");
    assertThat(told.out())
        .contains("first, published as commit 1")
        .contains("3: 3 forecast")
        .contains("240 read = 240 used + 0 quarantined + 0 deduplicated")
        .contains("seasonal-naive")
        .contains(run.folder().toString())
        .contains(run.folder().resolve("report/index.html").toString());
  }

  @Test
  void theTablesAreTheContract() {
    assertThat(run.schema("series"))
        .containsExactly(
            "binary unique_id (STRING)",
            "int64 ds (TIMESTAMP(MICROS,true))",
            "double y",
            "boolean is_observed");
    assertThat(run.schema("quarantine"))
        .containsExactly(
            "binary unique_id (STRING)",
            "int64 ds (TIMESTAMP(MICROS,true))",
            "binary raw_ds (STRING)",
            "binary raw_y (STRING)",
            "binary source_file (STRING)",
            "binary reason (STRING)",
            "binary detail (STRING)",
            "int64 rows");
    assertThat(run.schema("scalers"))
        .containsExactly(
            "binary unique_id (STRING)",
            "binary kind (STRING)",
            "double center",
            "double scale",
            "double lambda",
            "int64 fitted_from (TIMESTAMP(MICROS,true))",
            "int64 fitted_to (TIMESTAMP(MICROS,true))",
            "int64 n");
    assertThat(run.schema("predictions"))
        .containsExactly(
            "binary unique_id (STRING)",
            "int64 cutoff (TIMESTAMP(MICROS,true))",
            "int64 ds (TIMESTAMP(MICROS,true))",
            "int32 horizon_step",
            "binary model (STRING)",
            "double y_hat",
            "double y_hat_lo_80",
            "double y_hat_hi_80",
            "double y_hat_lo_95",
            "double y_hat_hi_95",
            "double y");
    assertThat(run.schema("metrics"))
        .containsExactly(
            "binary scope (STRING)",
            "binary unique_id (STRING)",
            "int32 horizon_step",
            "binary model (STRING)",
            "binary metric (STRING)",
            "double value",
            "int64 n");
    assertThat(run.schema("losses"))
        .containsExactly(
            "binary model (STRING)",
            "int32 epoch",
            "double train_loss",
            "double validation_loss",
            "double learning_rate",
            "int64 windows_trained",
            "double seconds");
    assertThat(run.schema("status"))
        .containsExactly(
            "binary unique_id (STRING)",
            "binary status (STRING)",
            "binary reason (STRING)",
            "binary model (STRING)");
  }

  @Test
  @DisplayName("one row of losses an epoch, every window trained on in each")
  void lossesLaw() {
    List<Map<String, Object>> losses = run.rows("losses");
    // 80 points: 16 test, 8 validation, 56 to train on
    long windows = (56 - 8 - SmallRuns.HORIZON + 1) * (long) SmallRuns.SERIES;
    assertThat(losses).hasSize(SmallRuns.EPOCHS);
    assertThat(losses)
        .extracting(row -> row.get("epoch"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, SmallRuns.EPOCHS).<Object>mapToObj(i -> i).toList());
    assertThat(losses).allSatisfy(row -> assertThat(row.get("windows_trained")).isEqualTo(windows));
    assertThat(losses)
        .allSatisfy(row -> assertThat((double) row.get("train_loss")).isFinite().isPositive());
  }

  @Test
  @DisplayName("one row of status and of scalers a series")
  void oneRowASeries() {
    assertThat(run.rows("status")).hasSize(SmallRuns.SERIES);
    assertThat(run.rows("status"))
        .allSatisfy(
            row -> {
              assertThat(row).containsEntry("status", "forecast").containsEntry("model", "rnn");
              assertThat(row.get("reason")).isNull();
            });
    assertThat(run.rows("scalers")).hasSize(SmallRuns.SERIES);
    assertThat(run.rows("quarantine")).isEmpty();
  }

  @Test
  @DisplayName("every model at every cutoff of the test part and once into the future, in order")
  void predictions() {
    List<Map<String, Object>> rows = run.rows("predictions");
    int cutoffs = 16 / SmallRuns.HORIZON + 1;
    assertThat(rows).hasSize(SmallRuns.SERIES * MODELS.size() * cutoffs * SmallRuns.HORIZON);
    Set<List<Object>> keys = new HashSet<>();
    for (Map<String, Object> row : rows) {
      keys.add(List.of(row.get("unique_id"), row.get("cutoff"), row.get("ds"), row.get("model")));
      assertThat((long) row.get("ds")).isGreaterThan((long) row.get("cutoff"));
      assertThat((double) row.get("y_hat")).isFinite();
      assertThat((double) row.get("y_hat_lo_95")).isLessThanOrEqualTo(value(row, "y_hat_lo_80"));
      assertThat((double) row.get("y_hat_lo_80")).isLessThanOrEqualTo(value(row, "y_hat"));
      assertThat((double) row.get("y_hat_hi_80")).isGreaterThanOrEqualTo(value(row, "y_hat"));
      assertThat((double) row.get("y_hat_hi_95")).isGreaterThanOrEqualTo(value(row, "y_hat_hi_80"));
    }
    assertThat(keys).hasSameSizeAs(rows);
    assertThat(rows.stream().map(r -> r.get("model")).distinct())
        .containsExactlyInAnyOrderElementsOf(MODELS);
    long last = rows.stream().mapToLong(r -> (long) r.get("cutoff")).max().orElseThrow();
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(row.get("y") == null).isEqualTo(row.get("cutoff").equals(last)));
  }

  private static double value(Map<String, Object> row, String column) {
    return (double) row.get(column);
  }

  @Test
  void theManifestAccountsForEveryRowFileAndStep() {
    JsonNode manifest = run.manifest();
    JsonNode rows = manifest.get("rows");
    assertThat(rows.get("read").asLong()).isEqualTo((long) SmallRuns.SERIES * SmallRuns.POINTS);
    assertThat(rows.get("read").asLong())
        .isEqualTo(
            rows.get("used").asLong()
                + rows.get("quarantined").asLong()
                + rows.get("deduplicated").asLong());
    assertThat(manifest.get("statusCounts").get("forecast").asLong()).isEqualTo(SmallRuns.SERIES);
    assertThat(manifest.get("models")).extracting(JsonNode::asText).containsExactly("rnn");
    assertThat(manifest.get("steps"))
        .extracting(step -> step.get("step").asText())
        .containsExactly(
            "generate", "ingest", "prepare", "train", "forecast", "evaluate", "report");
    List<String> files =
        StreamSupport.stream(manifest.get("files").spliterator(), false)
            .map(f -> f.get("path").asText())
            .toList();
    PUBLISHED.forEach(table -> assertThat(files).anyMatch(f -> f.matches(table + "/.*\\.parquet")));
    assertThat(files).contains("report/index.html").anyMatch(f -> f.startsWith("model/rnn/"));
  }

  @Test
  @Order(0)
  void theRunIsVisibleAndNothingIsLeftBeside() throws Exception {
    assertThat(run.isVisible()).isTrue();
    assertThat(run.commits().get(0).get("number").asLong()).isEqualTo(1);
    assertThat(run.report()).startsWith("<!").contains("rnn", "seasonal-naive", "first");
    assertThat(Files.exists(run.output().resolve("work/first"))).isFalse();
  }

  @Test
  @Order(1)
  @DisplayName("the same run again does nothing and says so; another configuration is a conflict")
  void sameRunAgain() {
    JsonNode before = run.manifest();
    Cli.Told again = Cli.run(SmallRuns.args("run", run.output(), "--run-id", "first"));
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("nothing to do").contains("commit 1");

    Cli.Told other =
        Cli.run(SmallRuns.args("run", run.output(), "--run-id", "first", "--set", "train.seed=7"));
    assertThat(other.code()).isEqualTo(6);
    assertThat(other.messages())
        .singleElement()
        .asString()
        .contains("train.seed was 42, is 7", "--run-id");
    assertThat(run.manifest()).isEqualTo(before);
    assertThat(run.commits()).hasSize(1);
  }

  @Test
  @Order(2)
  @DisplayName("the seven jobs one by one, resumed half way, come to the same as run")
  void jobByJob() {
    PublishedRun byJob = new PublishedRun(run.output(), "by-job");
    for (String job : List.of("generate", "ingest", "prepare", "train")) {
      Cli.Told step = Cli.run(SmallRuns.args(job, run.output(), "--run-id", "by-job"));
      assertThat(step.code()).describedAs(step.err()).isZero();
      assertThat(step.out()).contains("by-job, not published yet").contains("next");
    }
    assertThat(byJob.isVisible()).isFalse();
    // forecast writes it, and a step that replaces what an earlier one wrote may die in between
    assertThat(byJob.folder().resolve("status")).doesNotExist();
    Cli.Told list = Cli.run("runs", "list", "--output", run.output().toString());
    assertThat(list.out()).containsPattern("by-job +unfinished");
    for (String job : List.of("forecast", "evaluate", "report")) {
      Cli.Told step = Cli.run(SmallRuns.args(job, run.output(), "--resume"));
      assertThat(step.code()).describedAs(step.err()).isZero();
    }
    assertThat(byJob.isVisible()).isTrue();
    for (String table : PUBLISHED) {
      assertThat(byJob.sorted(table, "seconds", "source_file"))
          .describedAs(table)
          .isEqualTo(run.sorted(table, "seconds", "source_file"));
    }
  }

  @Test
  @Order(3)
  void aStepWithoutTheOnesBeforeItSaysWhichToRun() {
    Cli.Told alone = Cli.run(SmallRuns.args("prepare", run.output(), "--run-id", "alone"));
    assertThat(alone.code()).isEqualTo(3);
    assertThat(alone.messages()).singleElement().asString().contains("run 'ingest' first", "alone");
  }

  @Test
  @Order(4)
  @DisplayName(
      "runs: shown as committed, verified by checksum, a touched file found, leftovers cleaned")
  void runsCommands() throws Exception {
    String output = run.output().toString();
    Cli.Told show = Cli.run("runs", "show", "first", "--output", output);
    assertThat(show.code()).describedAs(show.err()).isZero();
    assertThat(show.out())
        .contains("240 read = 240 used", "train.epochs = 4", "models         rnn");
    assertThat(Cli.run("runs", "show", "nobody", "--output", output).code()).isEqualTo(3);

    assertThat(Cli.run("runs", "verify", "--output", output).code()).isZero();
    Path page = run.folder().resolve("report/index.html");
    String content = Files.readString(page);
    Files.writeString(page, content + " ");
    Cli.Told touched = Cli.run("runs", "verify", "first", "--output", output);
    assertThat(touched.code()).isEqualTo(3);
    assertThat(touched.err()).contains("report/index.html");
    Files.writeString(page, content);

    Files.createDirectories(run.output().resolve("work/dead/regular"));
    Cli.Told dry =
        Cli.run("runs", "clean", "--output", output, "--older-than", "PT0S", "--dry-run");
    assertThat(dry.out()).contains("work/dead").doesNotContain("runs/first");
    assertThat(Files.exists(run.output().resolve("work/dead"))).isTrue();
    assertThat(Cli.run("runs", "clean", "--output", output, "--older-than", "PT0S").code())
        .isZero();
    assertThat(Files.exists(run.output().resolve("work/dead"))).isFalse();
    assertThat(run.isVisible()).isTrue();
  }
}
