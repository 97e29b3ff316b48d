package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quality gate through the real command line, on series that only the season explains. */
class GateRunTest {
  @TempDir Path folder;

  @Test
  void aNetworkThatLosesIsNotPublishedUnlessAllowed() throws Exception {
    PublishedRun run = new PublishedRun(folder.resolve("output"), "lost");
    Cli.Told lost = run(run, "evaluate.gate.enabled=true");
    assertThat(lost.code()).describedAs(lost.err()).isEqualTo(5);
    assertThat(lost.messages())
        .singleElement()
        .asString()
        .contains("quality gate: mase of rnn is", "of seasonal-naive", "over 2 series")
        .contains("Nothing was published", "evaluate.gate.margin");
    assertThat(run.isVisible()).isFalse();
    // what there is to look at is there
    assertThat(run.rows("metrics")).isNotEmpty();
    assertThat(run.report()).contains("seasonal-naive");

    // the margin counts, and the same run goes on from where the gate stopped it
    assertThat(run(run, "evaluate.gate.enabled=true", "evaluate.gate.margin=0.1").code())
        .isEqualTo(5);
    Cli.Told allowed = run(run, "evaluate.gate.enabled=false");
    assertThat(allowed.code()).describedAs(allowed.err()).isZero();
    assertThat(allowed.err()).contains("was done before").doesNotContain("epoch");
    assertThat(run.isVisible()).isTrue();
  }

  @Test
  void theChosenModelIsTheOneThatIsJudged() throws Exception {
    PublishedRun run = new PublishedRun(folder.resolve("output"), "won");
    Cli.Told won = run(run, "evaluate.gate.enabled=true", "forecast.choose=champion");
    assertThat(won.code()).describedAs(won.err()).isZero();
    assertThat(run.rows("status"))
        .allSatisfy(row -> assertThat(row).containsEntry("model", "seasonal-naive"));
  }

  @Test
  void nothingToJudgeByIsSaid() throws Exception {
    PublishedRun run = new PublishedRun(folder.resolve("output"), "blind");
    try (CapturedLog log = new CapturedLog()) {
      Cli.Told told = run(run, "evaluate.gate.enabled=true", "split.test=0", "split.validation=1");
      assertThat(told.code()).describedAs(told.err()).isZero();
      assertThat(told.err())
          .contains("without intervals: no series has a whole horizon of 2 in its split.validation")
          .contains("no known values to score against");
      assertThat(log.messages())
          .anyMatch(text -> text.contains("no series of rnn can be compared with seasonal-naive"))
          .anyMatch(text -> text.endsWith("nothing stands behind what is published"));
    }
    assertThat(run.rows("predictions"))
        .allSatisfy(row -> assertThat(row.get("y_hat_lo_80")).isNull());
  }

  private Cli.Told run(PublishedRun run, String... sets) throws IOException {
    List<String> more =
        new java.util.ArrayList<>(List.of("--run-id", run.runId(), "--input", series().toString()));
    for (String set : List.of("source.format=csv", "source.frequency=h", "train.epochs=1")) {
      more.addAll(List.of("--set", set));
    }
    for (String set : sets) {
      more.addAll(List.of("--set", set));
    }
    return Cli.run(SmallRuns.args("run", run.output(), more.toArray(String[]::new)));
  }

  /** Days of 24 unrelated hours, the same every day but for a little noise. */
  private Path series() throws IOException {
    StringBuilder csv = new StringBuilder("unique_id,ds,y\n");
    LocalDateTime start = LocalDateTime.parse("2025-01-01T00:00:00");
    for (String id : List.of("a", "b")) {
      Random random = new Random(id.hashCode());
      double[] day = random.doubles(24, 50, 150).toArray();
      for (int i = 0; i < 240; i++) {
        csv.append(
            "%s,%s:00,%.3f\n"
                .formatted(id, start.plusHours(i), day[i % 24] + random.nextGaussian()));
      }
    }
    return Files.writeString(folder.resolve("days.csv"), csv);
  }
}
