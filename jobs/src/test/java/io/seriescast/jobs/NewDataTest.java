package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network trained yesterday, on series that it never saw. */
class NewDataTest {
  @TempDir Path folder;

  @Test
  void aPublishedNetworkForecastsSeriesItNeverSawWithoutTraining() throws Exception {
    Path output = folder.resolve("output");
    assertThat(Cli.run(SmallRuns.args("run", output, "--run-id", "trained")).code()).isZero();
    String[] more = {
      "--model", output.resolve("runs/trained").toString(),
      "--run-id", "tonight",
      "--input", newSeries().toString(),
      "--set", "source.format=csv",
      "--set", "source.frequency=h"
    };
    Cli.Told forecast = Cli.run(SmallRuns.args("forecast", output, more));
    assertThat(forecast.code()).describedAs(forecast.err()).isZero();
    assertThat(forecast.err()).contains("ingest", "prepare", "forecast").doesNotContain("epoch");
    for (String job : List.of("evaluate", "report")) {
      Cli.Told step = Cli.run(SmallRuns.args(job, output, more));
      assertThat(step.code()).describedAs(step.err()).isZero();
    }

    PublishedRun tonight = new PublishedRun(output, "tonight");
    assertThat(tonight.isVisible()).isTrue();
    assertThat(tonight.rows("status"))
        .extracting(row -> row.get("unique_id"), row -> row.get("status"), row -> row.get("model"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("unseen", "forecast", "rnn"),
            org.assertj.core.groups.Tuple.tuple("brief", "fallback", "seasonal-naive"),
            org.assertj.core.groups.Tuple.tuple("void", "quarantined", null));
    List<Map<String, Object>> future =
        tonight.rows("predictions").stream()
            .filter(row -> row.get("model").equals("rnn") && row.get("y") == null)
            .toList();
    assertThat(future).hasSize(SmallRuns.HORIZON);
    assertThat(future)
        .allSatisfy(row -> assertThat((double) row.get("y_hat")).isBetween(60.0, 140.0));
    assertThat(tonight.report()).contains("unseen");
    assertThat(Files.exists(tonight.folder().resolve("losses"))).isFalse();
  }

  @Test
  void aNetworkIsNotUsedOnWindowsCutInAnotherWay() {
    Path output = folder.resolve("output");
    assertThat(
            Cli.run(SmallRuns.args("run", output, "--run-id", "trained", "--set", "train.epochs=1"))
                .code())
        .isZero();
    Cli.Told other =
        Cli.run(
            SmallRuns.args(
                "forecast",
                output,
                "--model",
                output.resolve("runs/trained").toString(),
                "--set",
                "window.context=10"));
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.messages()).singleElement().asString().contains("window.context was 8, is 10");
  }

  @Test
  @DisplayName("networks that saw the validation part calibrate no interval, once published either")
  void fittedTwice() throws Exception {
    Path output = folder.resolve("output");
    PublishedRun fitted = fittedTwice(new PublishedRun(output, "fitted"));
    String networks = fitted.folder().toString();
    PublishedRun later = fittedTwice(new PublishedRun(output, "later"), "--model", networks);
    assertThat(later.sorted("predictions")).isEqualTo(fitted.sorted("predictions"));

    // Without the network of the first fit there is only the one that saw those outcomes.
    Path first = fitted.folder().resolve("model/rnn.validation");
    Files.move(first, folder.resolve("first"));
    PublishedRun partial = fittedTwice(new PublishedRun(output, "partial"), "--model", networks);
    String[] intervals = {"y_hat_lo_80", "y_hat_hi_80", "y_hat_lo_95", "y_hat_hi_95"};
    assertThat(partial.sorted("predictions", intervals))
        .isEqualTo(fitted.sorted("predictions", intervals));
    assertThat(partial.sorted("predictions")).isNotEqualTo(fitted.sorted("predictions"));
  }

  private static PublishedRun fittedTwice(PublishedRun run, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--run-id", run.runId(), "--set", "train.refit=true"));
    args.addAll(List.of(more));
    Cli.Told told = Cli.run(SmallRuns.args("run", run.output(), args.toArray(String[]::new)));
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(told.err().contains("epoch")).isEqualTo(more.length == 0);
    return run;
  }

  /** A sine around 100, one too short for a window, one without any value. */
  private Path newSeries() throws IOException {
    StringBuilder csv = new StringBuilder("unique_id,ds,y\n");
    LocalDateTime start = LocalDateTime.parse("2025-01-01T00:00:00");
    for (int i = 0; i < 60; i++) {
      csv.append("unseen,%s:00,%.4f\n".formatted(start.plusHours(i), 100 + 20 * Math.sin(i * 0.8)));
    }
    for (int i = 0; i < 5; i++) {
      csv.append("brief,%s:00,%d\n".formatted(start.plusHours(i), i));
      csv.append("void,%s:00,\n".formatted(start.plusHours(i)));
    }
    return Files.writeString(folder.resolve("new.csv"), csv);
  }
}
