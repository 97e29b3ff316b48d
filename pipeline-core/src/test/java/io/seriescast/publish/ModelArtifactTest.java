package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class ModelArtifactTest {
  private static final ModelArtifact.Shape SHAPE = new ModelArtifact.Shape(3, 20, 1, 1);
  private static final String CONFIGURATION =
      "{\"confs\":[{\"layer\":{\"@class\":\"org.deeplearning4j.nn.conf.layers.LSTM\",\"nin\":1}}]}";
  private static final List<String> ENTRIES =
      List.of("configuration.json", "coefficients.bin", "updater.bin", "artifact.json");

  private final Configuration conf = new Configuration();
  @TempDir Path folder;
  private Run run;
  private Path stored;

  @BeforeEach
  void write() {
    run = Output.create(conf, folder.resolve("out").toString()).run("r1");
    stored = folder.resolve("out/runs/r1/model/gru");
    ModelArtifact.write(run, "gru", model(CONFIGURATION));
  }

  private static ModelArtifact model(String configuration) {
    return new ModelArtifact(
        SHAPE,
        configuration,
        new float[] {1.5f, -0f, Float.MIN_VALUE},
        new float[] {7f},
        Map.of("cell", "gru"));
  }

  @Test
  void whatWasWrittenIsRead() {
    ModelArtifact read = ModelArtifact.read(run, "gru");
    assertThat(read.shape()).isEqualTo(SHAPE);
    assertThat(read.configuration()).isEqualTo(CONFIGURATION);
    assertThat(read.coefficients()).containsExactly(1.5f, -0f, Float.MIN_VALUE);
    assertThat(read.updater()).containsExactly(7f);
    assertThat(read.about()).containsEntry("cell", "gru");
    assertThat(Files.isRegularFile(stored.resolve("artifact.json"))).isTrue();
  }

  @Test
  void aConfigurationOfDeeplearning4jPassesTheGate() {
    MultiLayerConfiguration network =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(new StepSchedule(ScheduleType.EPOCH, 0.01, 0.5, 3)))
            .l2(1e-4)
            .dropOut(0.9)
            .list()
            .layer(
                new LastTimeStep(
                    new LSTM.Builder().nIn(1).nOut(8).activation(Activation.TANH).build()))
            .layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .nIn(8)
                    .nOut(1)
                    .build())
            .setInputType(InputType.recurrent(1))
            .build();
    String json = network.toJson();
    ModelArtifact.write(run, "dl4j", model(json));
    String read = ModelArtifact.read(run, "dl4j").configuration();
    assertThat(MultiLayerConfiguration.fromJson(read)).isEqualTo(network);
  }

  @Test
  @DisplayName("F47 truncated at every length: MODEL_CORRUPT, before parsing")
  void truncatedEverywhere() throws Exception {
    for (String entry : ENTRIES) {
      byte[] whole = Files.readAllBytes(stored.resolve(entry));
      for (int length = 0; length < whole.length; length++) {
        replace(entry, java.util.Arrays.copyOf(whole, length));
        assertCorrupt(entry + " cut to " + length);
      }
      replace(entry, java.util.Arrays.copyOf(whole, whole.length + 1));
      assertCorrupt(entry + " with a byte more");
      replace(entry, whole);
    }
    assertThat(ModelArtifact.read(run, "gru").shape()).isEqualTo(SHAPE);
  }

  @Test
  @DisplayName("F47 one bit flipped in any byte: refused")
  void flippedEverywhere() throws Exception {
    for (String entry : ENTRIES) {
      byte[] whole = Files.readAllBytes(stored.resolve(entry));
      for (int at = 0; at < whole.length; at++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        replace(entry, flipped);
        assertRefused(entry + " byte " + at);
      }
      replace(entry, whole);
    }
  }

  @Test
  @DisplayName("F47 a damage that the file system's own checksum finds is the same error")
  void checksumOfTheFileSystem() throws Exception {
    byte[] whole = Files.readAllBytes(stored.resolve("coefficients.bin"));
    whole[20] ^= 1;
    Files.write(stored.resolve("coefficients.bin"), whole);
    assertThat(stored.resolve(".coefficients.bin.crc")).exists();
    assertCorrupt("with its .crc beside it");
  }

  @Test
  @DisplayName("F48 a model of another format or shape: both are told")
  void anotherVersionOrShape() throws Exception {
    String seal = Files.readString(stored.resolve("artifact.json"));
    replace(
        "artifact.json",
        seal.replace("\"formatVersion\" : 1", "\"formatVersion\" : 7")
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ModelArtifact.read(run, "gru"))
        .hasMessageContaining("has format 7, this version of seriescast reads 1");
    ModelArtifact.Shape wanted = new ModelArtifact.Shape(3, 24, 6, 1);
    assertThatThrownBy(() -> model(CONFIGURATION).requireShape(wanted, "gru"))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRAINING))
        .hasMessageContaining("context=20, horizon=1")
        .hasMessageContaining("context=24, horizon=6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "notes.txt", ".hidden"})
  @DisplayName("F49 an extra entry is refused before anything is loaded")
  void extraEntry(String name) throws Exception {
    Files.writeString(stored.resolve(name), "x");
    assertThatThrownBy(() -> ModelArtifact.read(run, "gru"))
        .hasMessageContaining("MODEL_REFUSED")
        .hasMessageContaining(name);
  }

  @Test
  @DisplayName("F49 a folder in an entry's place is refused")
  void folderInPlaceOfEntry() throws Exception {
    Files.delete(stored.resolve("updater.bin"));
    Files.createDirectory(stored.resolve("updater.bin"));
    assertThatThrownBy(() -> ModelArtifact.read(run, "gru")).hasMessageContaining("MODEL_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"layer\":{\"@class\":\"io.seriescast.publish.Canary\"}}",
        "{\"layer\":{\"@class\":\"io.seriescast.publish.C\\u0061nary\"}}",
        "{\"layer\":[\"io.seriescast.publish.Canary\",{}]}",
        "{\"layer\":{\"io.seriescast.publish.Canary\":{}}}",
        "{\"layer\":[[\"[Lio.seriescast.publish.Canary;\",[]]]}",
        "{\"a\":{\"b\":[{\"customClass\":\"javax.script.ScriptEngineManager\"}]}}",
        "{\"layer\":{\"@class\":\"Canary\"}}",
        "{\"layer\":{\"@class\":{\"x\":1}}}",
        "{\"layer\":{\"@class\":\"org.deeplearning4j.nn.confusing.Canary\"}}",
        "{\"layer\":{\"@class\":\"org.deeplearning4j.nn.conf.x y.Canary\"}}"
      })
  @DisplayName("F49 a foreign class name is refused, and its class never loaded")
  void foreignClass(String configuration) throws Exception {
    System.clearProperty(Canary.PROPERTY);
    assertThatThrownBy(() -> ModelArtifact.write(run, "evil", model(configuration)))
        .hasMessageContaining("MODEL_REFUSED");

    forge(configuration, Map.of("parameters", 3L, "context", 20L, "horizon", 1L, "channels", 1L));
    assertThatThrownBy(() -> ModelArtifact.read(run, "forged"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("MODEL_REFUSED")
        .hasMessageContaining("Nothing was loaded");
    assertThat(System.getProperty(Canary.PROPERTY)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "not json",
        "",
        "{/* */}",
        "{\"a\":1",
        "[1,2",
        "\u0000"
      })
  @DisplayName("F49 what two parsers could read differently is refused")
  void ambiguousJson(String configuration) {
    assertThatThrownBy(() -> ModelArtifact.write(run, "evil", model(configuration)))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  @DisplayName("F50 absurd counts and sizes are refused by their limits, unread")
  void bombs() throws Exception {
    Map<String, Long> numbers =
        Map.of("parameters", Long.MAX_VALUE, "context", 20L, "horizon", 1L, "channels", 1L);
    forge(CONFIGURATION, numbers);
    assertThatThrownBy(() -> ModelArtifact.read(run, "forged"))
        .hasMessageContaining("parameters is 9223372036854775807, expected 0 to 100000000");

    byte[] header = Floats.encode(new float[3]);
    header[15] = 0x7f; // the count's highest byte
    assertThatThrownBy(() -> Floats.decode(header, "x"))
        .hasMessageContaining("MODEL_CORRUPT: x says 9151314442816847875 numbers and has 12 bytes");

    try (RandomAccessFile sparse =
        new RandomAccessFile(stored.resolve("artifact.json").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(() -> ModelArtifact.read(run, "gru"))
        .hasMessageContaining("1099511627776 bytes, expected at most 262144: not read");

    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ClassNames.requireAllowed(deep, new org.apache.hadoop.fs.Path("x")))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void namesOfModelsAreNotPaths() {
    for (String name : List.of("../r2", "a/b", "", ".", "..", "x".repeat(65))) {
      assertThatThrownBy(() -> ModelArtifact.folder(run, name))
          .isInstanceOf(PipelineException.class);
    }
  }

  @Test
  void anAbsentModelSaysTrainFirst() {
    assertThatThrownBy(() -> ModelArtifact.read(run, "lstm")).hasMessageContaining("Train first");
  }

  /** A hostile model: valid seals over any content. */
  private void forge(String configuration, Map<String, Long> numbers) {
    Storage storage = run.output().storage();
    Map<String, byte[]> entries =
        Map.of(
            "configuration.json", configuration.getBytes(StandardCharsets.UTF_8),
            "coefficients.bin", Floats.encode(new float[3]));
    Envelope.write(
        storage,
        ModelArtifact.folder(run, "forged"),
        run.aside(),
        "model",
        numbers,
        Map.of(),
        entries);
  }

  /** Without the file system's own checksum, which would find it first. */
  private void replace(String entry, byte[] content) throws IOException {
    Files.deleteIfExists(stored.resolve("." + entry + ".crc"));
    Files.write(stored.resolve(entry), content);
  }

  private void assertCorrupt(String what) {
    assertThat(catchThrowable(reading())).as(what).hasMessageContaining("MODEL_CORRUPT");
  }

  private void assertRefused(String what) {
    assertThat(catchThrowable(reading()))
        .as(what)
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRAINING));
  }

  private ThrowingCallable reading() {
    return () -> ModelArtifact.read(run, "gru");
  }
}
