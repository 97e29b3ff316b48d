package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path folder;
  private Path stored;
  private Run run;
  private Checkpoints checkpoints;

  @BeforeEach
  void create() {
    run = Output.create(new Configuration(), folder.resolve("out").toString()).run("r1");
    checkpoints = new Checkpoints(run);
    stored = folder.resolve("out/work/r1/checkpoints/gru");
  }

  private void save(long number) {
    checkpoints.save(
        "gru",
        number,
        Map.of(
            "coefficients.bin", Floats.encode(new float[] {number}),
            "progress.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void theLatestWinsAndTwoAreKept() throws Exception {
    assertThat(checkpoints.latest("gru")).isEmpty();
    for (long n : new long[] {0, 9, 10, 11}) {
      save(n);
    }
    Checkpoints.Checkpoint latest = checkpoints.latest("gru").orElseThrow();
    assertThat(latest.number()).isEqualTo(11);
    assertThat(Floats.decode(latest.entries().get("coefficients.bin"), "")).containsExactly(11f);
    assertThat(latest.entries().get("progress.json")).asString().isEqualTo("{}");
    try (Stream<Path> kept = Files.list(stored)) {
      assertThat(kept.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("10", "11");
    }
    assertThat(checkpoints.latest("lstm")).isEmpty();
  }

  @Test
  @DisplayName("F47, F53 a damaged checkpoint costs one interval: the one before it is taken")
  void damaged() throws Exception {
    save(1);
    save(2);
    Path coefficients = stored.resolve("2/coefficients.bin");
    byte[] content = Files.readAllBytes(coefficients);
    content[16] ^= 1;
    Files.write(coefficients, content);
    assertThat(checkpoints.latest("gru").orElseThrow().number()).isEqualTo(1);

    Files.delete(stored.resolve("1/artifact.json"));
    assertThat(checkpoints.latest("gru")).isEmpty();

    save(2);
    assertThat(checkpoints.latest("gru").orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void aCheckpointUnderAnotherNumberIsNotTaken() throws Exception {
    save(1);
    Files.move(stored.resolve("1"), stored.resolve("7"));
    assertThat(checkpoints.latest("gru")).isEmpty();
  }

  @Test
  void namesAreNotPaths() {
    assertThatThrownBy(() -> checkpoints.save("../x", 1, Map.of("a", new byte[1])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> checkpoints.save("gru", 1, Map.of("../a", new byte[1])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> checkpoints.save("gru", 1, Map.of("artifact.json", new byte[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
