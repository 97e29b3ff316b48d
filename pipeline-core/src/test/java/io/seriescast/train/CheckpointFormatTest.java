package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFormatTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          2,
          new PartialEpoch(3, 96, 0.1 + 0.2, 1.5),
          43,
          0.5,
          new float[] {1, -0f, Float.MIN_VALUE},
          new float[0],
          List.of(
              new EpochLoss("gru", 1, 1 / 3.0, Double.NaN, 1e-3, 640, 2.25),
              new EpochLoss("gru", 2, 1e-300, Double.NaN, 1e-3, 640, 2.25)),
          1,
          new float[] {4, 5, 6});

  private static void assertRefused(Map<String, byte[]> entries, String... told) {
    assertThatThrownBy(() -> CheckpointFormat.decode(entries, "out/work/r1/checkpoints/gru/43"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("MODEL_CORRUPT: out/work/r1/checkpoints/gru/43")
        .hasMessageContainingAll(told);
  }

  private static Map<String, byte[]> with(String entry, byte[] content) {
    Map<String, byte[]> entries = new LinkedHashMap<>(CheckpointFormat.encode(CHECKPOINT));
    entries.put(entry, content);
    return entries;
  }

  @Test
  void itIsReadAsItWasWritten() {
    Checkpoint read = CheckpointFormat.decode(CheckpointFormat.encode(CHECKPOINT), "");
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class) // NaN included
        .isEqualTo(CHECKPOINT);
  }

  @Test
  @DisplayName("F48 whole, but without an entry or with one too many: the lists are told")
  void otherEntries() {
    for (String missing : CheckpointFormat.encode(CHECKPOINT).keySet()) {
      Map<String, byte[]> entries = new LinkedHashMap<>(CheckpointFormat.encode(CHECKPOINT));
      entries.remove(missing);
      assertRefused(entries, "expected [best.bin, parameters.bin, progress.json, updater.bin]");
    }
    assertRefused(with("preprocessor.bin", new byte[9]), "preprocessor.bin", "expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{} {}",
        "{\"epoch\":0,\"partial\":null,\"iteration\":0,\"rateFactor\":1,\"bestEpoch\":0,\"losses\":[]}",
        "{\"epoch\":1,\"partial\":{\"minibatches\":0,\"windows\":0,\"lossSum\":0,\"seconds\":0},"
            + "\"iteration\":0,\"rateFactor\":1,\"bestEpoch\":0,\"losses\":[]}",
        "{\"epoch\":0,\"partial\":{\"minibatches\":0,\"windows\":0,\"lossSum\":\"x\",\"seconds\":0},"
            + "\"iteration\":0,\"rateFactor\":1,\"bestEpoch\":0,\"losses\":[]}",
        "{\"epoch\":0,\"partial\":{\"minibatches\":0,\"windows\":0,\"lossSum\":0,\"seconds\":0},"
            + "\"iteration\":0,\"rateFactor\":1,\"bestEpoch\":7,\"losses\":[]}",
        "{\"epoch\":1,\"partial\":{\"minibatches\":0,\"windows\":0,\"lossSum\":0,\"seconds\":0},"
            + "\"iteration\":0,\"rateFactor\":1,\"bestEpoch\":0,\"losses\":[null]}"
      })
  @DisplayName("F48 progress of another version or of nobody's: told")
  void otherProgress(String json) {
    assertRefused(with("progress.json", json.getBytes(StandardCharsets.UTF_8)), "progress.json");
  }

  @Test
  @DisplayName("F47 bytes that are not whole numbers: told")
  void halfANumber() {
    assertRefused(with("updater.bin", new byte[6]), "updater.bin is 6 bytes");
  }
}
