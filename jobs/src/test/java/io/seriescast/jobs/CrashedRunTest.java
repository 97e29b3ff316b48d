package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.seriescast.publish.FaultyFileSystem;
import io.seriescast.publish.FaultyFileSystem.Fault;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The command {@code run} with a disk that fails at its n-th change, from the first folder to the
 * last deletion: for one n by default, in the middle. For every n, or some of them and one fault:
 *
 * <pre>
 * mvn test -pl pipeline-core,jobs -am -Dtest=CrashedRunTest -Dseriescast.crashes=10000
 * … -Dseriescast.crashes=1-40 -Dseriescast.faults=KILLED
 * </pre>
 */
class CrashedRunTest {
  /** How many, or from which to which. */
  private static final String CRASHES = System.getProperty("seriescast.crashes", "1");

  private static final String FAULTS =
      System.getProperty("seriescast.faults", List.of(Fault.values()).toString());

  /** Nor is code made for queries, as in local mode with few rows: a run takes half the time. */
  private static final Map<String, String> INTERPRETED =
      Map.of(
          "spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  @TempDir Path folder;
  private final SparkSession spark = TestSpark.session();

  @BeforeEach
  void breakDisk() {
    FaultyFileSystem.SETTINGS.forEach(spark.conf()::set);
    INTERPRETED.forEach(spark.conf()::set);
  }

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
    FaultyFileSystem.SETTINGS.keySet().forEach(spark.conf()::unset);
    INTERPRETED.keySet().forEach(spark.conf()::unset);
  }

  private static Cli.Told run(Path output, String id) {
    return Cli.run(
        SmallRuns.args(
            "run",
            output,
            "--run-id",
            id,
            "--set",
            "source.generate.series=1",
            "--set",
            "train.epochs=2",
            "--set",
            "train.checkpoint-epochs=1",
            "--set",
            "forecast.baselines=[seasonal-naive]"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F54 F55 F64 a whole run, whichever change fails: told, resumed, the same, clean")
  void everyChange(Fault fault) throws Exception {
    assumeThat(FAULTS).contains(fault.name());
    FaultyFileSystem.failAt(Long.MAX_VALUE, fault);
    Path output = folder.resolve("out");
    assertThat(run(output, "whole").code()).isZero();
    long changes = FaultyFileSystem.changes();
    assertThat(changes).isGreaterThan(100);
    List<String> expected = new PublishedRun(output, "whole").sorted("predictions");

    List<String> published = new ArrayList<>(List.of("whole"));
    for (long n : numbers(changes)) {
      String id = "n" + n;
      FaultyFileSystem.failAt(n, fault);
      Cli.Told told = run(output, id);
      FaultyFileSystem.heal();
      String what = "change %d of %d, %s: %s".formatted(n, changes, fault, told.err());

      PublishedRun run = new PublishedRun(output, id);
      if (told.code() == 0) { // it failed after the commit, or where nothing depends on it
        assertThat(run.isVisible()).as(what).isTrue();
      } else if (fault != Fault.KILLED) {
        assertThat(told.code()).as(what).isEqualTo(3);
        assertThat(told.err())
            .as(what)
            .containsPattern(fault == Fault.NO_SPACE ? "no space|full" : "permission denied");
      }
      List<String> readable = new ArrayList<>(published);
      if (run.isVisible()) {
        readable.add(id);
      }
      assertThat(run.commits())
          .as(what)
          .extracting(c -> c.get("runId").asText())
          .isEqualTo(readable);

      diedLongAgo(output, id);
      Cli.Told again = run(output, id);
      assertThat(again.code()).as("%s%nagain: %s", what, again.err()).isZero();
      assertThat(run.sorted("predictions")).as(what).isEqualTo(expected);
      published.add(id);
      assertThat(run.commits()).as(what).hasSameSizeAs(published);
      assertThat(runs("clean", output, "--older-than", "PT0S").code()).as(what).isZero();
      assertThat(files(output.resolve("work"))).as(what).isEmpty();
      assertThat(files(output.resolve("commits"))).as(what).hasSameSizeAs(published);
      System.out.printf("%s at %d of %d: exit %d, then 0%n", fault, n, changes, told.code());
    }
    assertThat(runs("verify", output).code()).isZero();
  }

  private static Cli.Told runs(String command, Path output, String... more) {
    List<String> args = new ArrayList<>(List.of("runs", command, "--output", output.toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** As many as are asked for, in the middle of equal stretches, or all from one to another. */
  private static long[] numbers(long changes) {
    if (CRASHES.contains("-")) {
      String[] ends = CRASHES.split("-");
      long last = Math.min(Long.parseLong(ends[1]), changes);
      return LongStream.rangeClosed(Long.parseLong(ends[0]), last).toArray();
    }
    long count = Math.min(Long.parseLong(CRASHES), changes);
    return LongStream.range(0, count).map(i -> 1 + changes * (2 * i + 1) / (2 * count)).toArray();
  }

  /** The process that held the run is this one, and lives: its last sign of life must be old. */
  private static void diedLongAgo(Path output, String id) throws IOException {
    Instant past = Instant.now().minus(Duration.ofHours(1));
    for (Path lease : files(output.resolve("work").resolve(id).resolve("leases"))) {
      Files.setLastModifiedTime(lease, FileTime.from(past));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.toString().endsWith(".crc"))
          .toList();
    }
  }
}
