package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a run the same run, and what is done when it is not. */
class SameRunTest {
  private static final String EARLIER = "2024-01-04T00:00:00Z";

  @TempDir Path folder;
  private Path output;

  private Cli.Told cli(String command, String... more) throws Exception {
    output = folder.resolve("out");
    Path input = folder.resolve("in.csv");
    if (!Files.exists(input)) {
      SmallRuns.csv(input);
    }
    String[] args = SmallRuns.args(command, output, "--input", input.toString());
    return Cli.run(Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  @DisplayName("F25 a run as of another instant is another run, published or half done")
  void asOf() throws Exception {
    assertThat(cli("ingest", "--run-id", "r", "--as-of", EARLIER).code()).isZero();
    Cli.Told without = cli("run", "--run-id", "r");
    assertThat(without.code()).isEqualTo(6);
    assertThat(without.err())
        .contains("run r has done step 'ingest' already")
        .contains("source.as-of was \"" + EARLIER + "\", is \"\"");

    assertThat(cli("run", "--run-id", "r", "--as-of", EARLIER).code()).isZero();
    PublishedRun run = new PublishedRun(output, "r");
    assertThat(run.manifest().get("asOf").asText()).isEqualTo(EARLIER);
    assertThat(run.report()).contains(EARLIER);

    Cli.Told other = cli("run", "--run-id", "r", "--as-of", "2024-01-03T00:00:00Z");
    assertThat(other.code()).isEqualTo(6);
    assertThat(other.err()).contains("is published").contains("source.as-of was");
  }

  @Test
  @DisplayName("F53 --resume leaves a run alone whose input has changed, and begins a new one")
  void resumeNeedsTheSameInput() throws Exception {
    assertThat(cli("ingest", "--run-id", "stuck").code()).isZero();
    Files.writeString(
        folder.resolve("in.csv"), "s0,2024-02-01T00:00:00,1\n", StandardOpenOption.APPEND);

    Cli.Told told = cli("run", "--resume");

    assertThat(told.code()).as(told.err()).isZero();
    PublishedRun stuck = new PublishedRun(output, "stuck");
    assertThat(stuck.isVisible()).isFalse();
    assertThat(stuck.commits()).hasSize(1);
    assertThat(output.resolve("work/stuck")).isDirectory();
  }

  @Test
  @DisplayName("F53 a training that began goes on as it began; --resume leaves it alone otherwise")
  void trainingThatBegan() throws Exception {
    assertThat(cli("ingest", "--run-id", "r").code()).isZero();
    assertThat(cli("prepare", "--run-id", "r").code()).isZero();
    assertThat(cli("train", "--run-id", "r").code()).isZero();
    // as if it had been killed right before its end
    Files.delete(output.resolve("work/r/steps/train.json"));

    Cli.Told other = cli("run", "--run-id", "r", "--set", "train.epochs=3");
    assertThat(other.code()).isEqualTo(6);
    assertThat(other.err())
        .contains("run r has begun step 'train' already")
        .contains("train.epochs was 4, is 3");

    assertThat(cli("run", "--resume", "--set", "train.epochs=3").code()).isZero();
    assertThat(new PublishedRun(output, "r").isVisible()).isFalse();
    try (CapturedLog log = new CapturedLog()) {
      assertThat(cli("run", "--resume").code()).isZero();
      assertThat(log.messages()).anyMatch(text -> text.contains("going on after epoch 4 of 4"));
    }
    assertThat(new PublishedRun(output, "r").isVisible()).isTrue();
  }
}
