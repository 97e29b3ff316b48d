package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.seriescast.Settings;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.model.Networks;
import io.seriescast.testing.Configured;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models that were damaged or made to harm, a few hundred by default; all of them:
 *
 * <pre>mvn test -pl pipeline-core -Dtest=HostileModelsTest -Dseriescast.mutations=10000</pre>
 */
class HostileModelsTest {
  private static final int MUTATIONS = Integer.getInteger("seriescast.mutations", 400);

  /** Of one load; a whole model takes about 2 MB, the JSON parsers' tables included. */
  private static final long MOST_ALLOCATED = 32L << 20;

  private static final long MOST_SECONDS = 60;

  @TempDir static Path folder;
  private static final Settings SETTINGS = Configured.with("model.hidden=4", "window.context=8");
  private static final ExecutorService READER = Executors.newSingleThreadExecutor();
  private static Map<String, byte[]> whole;
  private static Path model;

  /** What came of one load. */
  private record Outcome(PipelineException refused, NetworkSnapshot loaded, long allocated) {}

  @BeforeAll
  static void write() throws IOException {
    Run run = Output.create(new Configuration(), folder.resolve("out").toString()).run("r1");
    WindowShape shape = WindowShape.of(SETTINGS.window(), Inputs.NONE);
    MultiLayerNetwork network =
        Networks.create(SETTINGS.model(), CellKind.LSTM, shape, SETTINGS.train().optimiser(10), 42);
    float[] parameters = network.params().toFloatVector();
    ModelArtifact.write(
        run,
        "lstm",
        new ModelArtifact(
            new ModelArtifact.Shape(
                parameters.length, shape.context(), shape.horizon(), shape.channels()),
            network.getLayerWiseConfigurations().toJson(),
            parameters,
            network.getUpdater().getStateViewArray().toFloatVector(),
            Map.of("name", "lstm")));
    model = Path.of(ModelArtifact.folder(run, "lstm").toUri().getPath());
    whole = new TreeMap<>();
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".crc")).toList()) {
        whole.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
  }

  @AfterAll
  static void stop() {
    READER.shutdownNow();
  }

  @Test
  @DisplayName(
      "F47 F48 F49 F50 mutated models: told clearly, in time and in bounds; no code is run")
  void mutated() throws Exception {
    System.clearProperty(Canary.PROPERTY);
    lay(whole);
    assertThat(read("whole").loaded()).isNotNull();
    int refused = 0;
    int sealedAnew = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      Mutator mutator = new Mutator(whole, random);
      Map<String, byte[]> files = mutator.mutate();
      boolean sealed = random.nextBoolean();
      if (sealed) {
        seal(files); // as somebody would who means it
        sealedAnew++;
      }
      String what = "seed %d: %s%s".formatted(seed, mutator.told(), sealed ? ", sealed anew" : "");
      lay(files);
      Outcome outcome = read(what);
      assertThat(outcome.allocated()).as(what).isLessThan(MOST_ALLOCATED);
      if (outcome.refused() == null) {
        assertHarmless(files, sealed, outcome.loaded(), what);
      } else {
        refused++;
        assertThat(outcome.refused().kind()).as(what).isEqualTo(ErrorKind.TRAINING);
        assertThat(outcome.refused().getMessage()).as(what).contains(model.toString());
      }
    }
    assertThat(System.getProperty(Canary.PROPERTY)).as("the canary").isNull();
    assertThat(refused).as("of %d refused", MUTATIONS).isGreaterThan(MUTATIONS * 3 / 4);
    assertThat(sealedAnew).isBetween(MUTATIONS / 3, MUTATIONS * 2 / 3);
    System.out.printf(
        "%,d mutated models (%,d sealed anew): %,d refused, %,d harmless, canary silent%n",
        MUTATIONS, sealedAnew, refused, MUTATIONS - refused);
  }

  /** Loaded: nothing that counts was changed, or a network of our own kind came of it. */
  private static void assertHarmless(
      Map<String, byte[]> files, boolean sealed, NetworkSnapshot loaded, String what) {
    if (!sealed) {
      assertThat(files.keySet()).as(what).isEqualTo(whole.keySet());
      files.forEach((name, content) -> assertThat(content).as(what).isEqualTo(whole.get(name)));
    }
    assertThat(loaded.network().numParams()).as(what).isEqualTo(loaded.parameters().length);
  }

  /** Seals whatever the files are now. */
  private static void seal(Map<String, byte[]> files) {
    Envelope.Seal old = Json.read(whole.get(Envelope.SEAL), Envelope.Seal.class, Envelope.SEAL);
    List<FileSeal> entries =
        files.entrySet().stream()
            .filter(e -> !e.getKey().equals(Envelope.SEAL))
            .map(e -> new FileSeal(e.getKey(), e.getValue().length, Sha256.of(e.getValue())))
            .toList();
    files.put(
        Envelope.SEAL,
        Json.bytes(
            Envelope.Seal.of(
                old.kind(), old.productVersion(), old.numbers(), old.about(), entries)));
  }

  private static void lay(Map<String, byte[]> files) throws IOException {
    try (Stream<Path> old = Files.list(model)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(model.resolve(file.getKey()), file.getValue());
    }
  }

  private static Outcome read(String what) throws Exception {
    try {
      return READER.submit(HostileModelsTest::load).get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }

  /** As a run does that forecasts with a published model. */
  private static Outcome load() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    NetworkSnapshot loaded = null;
    PipelineException refused = null;
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(model.toUri());
      ModelArtifact artifact = ModelArtifact.read(new Configuration(false), path);
      loaded =
          new NetworkSnapshot(
                  "lstm",
                  SETTINGS.window(),
                  artifact.inputs(),
                  artifact.configuration(),
                  artifact.coefficients())
              .checked(path);
    } catch (PipelineException e) {
      refused = e;
    }
    return new Outcome(refused, loaded, threads.getCurrentThreadAllocatedBytes() - before);
  }

  @Test
  @DisplayName("F49 the bait is live: a reader that deserialises would have made the canary sing")
  void theBaitIsLive() throws Exception {
    ClassLoader apart = new CanaryLoader();
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(Bait.serialisedCanary())) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
            return Class.forName(type.getName(), false, apart);
          }
        }) {
      in.readObject();
      assertThat(System.getProperty(Canary.PROPERTY)).isEqualTo("sang");
    } finally {
      System.clearProperty(Canary.PROPERTY);
    }
  }

  /** Loads the canary itself, so that the one of this JVM stays as it is. */
  private static final class CanaryLoader extends ClassLoader {
    private static final String CANARY = "io.seriescast.publish.Canary";

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(CANARY)) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getParent().getResourceAsStream(CANARY.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
