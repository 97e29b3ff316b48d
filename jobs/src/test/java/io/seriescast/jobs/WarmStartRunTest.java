package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that goes on from a published run's weights. */
class WarmStartRunTest {
  @TempDir Path output;

  @Test
  void trainingGoesOnWhereThePublishedRunEnded() {
    assertThat(Cli.run(SmallRuns.args("run", output, "--run-id", "yesterday")).code()).isZero();
    Cli.Told told = warmStarted("today", output.resolve("runs/yesterday"));
    assertThat(told.code()).describedAs(told.err()).isZero();
    double cold = loss("yesterday", 1);
    double learned = loss("yesterday", SmallRuns.EPOCHS);
    assertThat(loss("today", 1)).isLessThan(cold).isCloseTo(learned, within((cold - learned) / 2));
  }

  @Test
  void aRunThatIsNotThereIsTold() {
    Cli.Told told = warmStarted("today", output.resolve("runs/never"));
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.messages()).singleElement().asString().contains("train.warm-start", "never");
  }

  private Cli.Told warmStarted(String id, Path from) {
    return Cli.run(
        SmallRuns.args(
            "run",
            output,
            "--run-id",
            id,
            "--set",
            "train.warm-start=" + from,
            "--set",
            "train.epochs=1"));
  }

  private double loss(String run, int epoch) {
    return new PublishedRun(output, run)
        .rows("losses").stream()
            .filter(row -> ((Number) row.get("epoch")).intValue() == epoch)
            .mapToDouble(row -> (double) row.get("train_loss"))
            .findFirst()
            .orElseThrow();
  }
}
