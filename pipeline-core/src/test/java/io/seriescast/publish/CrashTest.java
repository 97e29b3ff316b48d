package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seriescast.config.StorageFailure;
import io.seriescast.error.PipelineException;
import io.seriescast.publish.FaultyFileSystem.Fault;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A publication that fails at its n-th change of the disk, for every n. */
class CrashTest {
  /** When the lease of a process that was killed has run out. */
  private static final Clock LATER =
      Clock.offset(Clock.systemUTC(), Lease.DEAD.plus(Duration.ofMinutes(1)));

  @TempDir Path folder;
  private final Configuration conf = FaultyFileSystem.configuration();

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  /** All that a run without tables does, on one disk. */
  private static void run(Output output, String id, Clock clock) {
    Run run = output.run(id);
    if (Publication.check(run, SampleRun.CONFIG, SampleRun.INPUT).isPresent()) {
      return;
    }
    try (Lease lease = run.hold("app-" + clock.millis(), clock)) {
      lease.requireHeld();
      if (!run.isDone("ingest", SampleRun.CONFIG, SampleRun.INPUT.sha256())) {
        run.writeText("report/index.html", "<html>" + id + "</html>");
        new Checkpoints(run).save("gru", 1, Map.of("progress.json", new byte[] {'1'}));
        ModelArtifact.Shape shape = new ModelArtifact.Shape(1, 2, 1, 1);
        ModelArtifact.write(
            run, "gru", new ModelArtifact(shape, "{}", new float[1], new float[0], Map.of()));
        run.record(
            new StepRecord(
                "ingest",
                SampleRun.CONFIG,
                SampleRun.INPUT.sha256(),
                Map.of(),
                1,
                clock.instant()));
      }
      Publication.publish(null, "app", run, SampleRun.manifest(run), clock);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F54, F55, F64 whichever change fails: earlier runs stay, a rerun publishes, clean")
  void everyChange(Fault fault) throws Exception {
    String uri = folder.resolve("out").toString();
    run(Output.create(conf, uri), "r0", Clock.systemUTC());
    List<String> published = new ArrayList<>(List.of("r0"));
    for (int n = 1; published.size() == n; n++) {
      List<Commit> earlier = Output.open(conf, uri).commits();
      String id = "r" + n;

      FaultyFileSystem.failAt(n, fault);
      Throwable told = catchThrowable(() -> run(Output.create(conf, uri), id, Clock.systemUTC()));
      boolean failed = FaultyFileSystem.changes() >= n;
      FaultyFileSystem.heal();

      assertToldOrPublished(told, fault, uri, id);
      Output output = Output.open(conf, uri);
      assertThat(output.commits()).as("change %d", n).startsWith(earlier.toArray(new Commit[0]));
      assertThat(Runs.verify(null, output, published.get(n - 1))).isEmpty();
      run(Output.create(conf, uri), id, LATER);
      assertThat(output.commits()).extracting(Commit::runId).hasSize(n + 1).last().isEqualTo(id);
      assertThat(Runs.verify(null, output, id)).isEmpty();
      Runs.clean(output, Duration.ZERO, LATER, "cleaner");
      assertThat(filesOf(uri)).noneMatch(f -> f.contains("work/") || f.contains("commits/."));
      if (failed) {
        published.add(id);
      }
    }
    assertThat(published).as("changes of the disk that were tried").hasSizeBetween(20, 200);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F54, F55, F64 whichever change fails while OUTPUT is made: told, and made again")
  void everyChangeOfANewOutput(Fault fault) {
    int n = 0;
    for (boolean failed = true; failed; ) {
      String uri = folder.resolve("out-" + ++n).toString();
      FaultyFileSystem.failAt(n, fault);
      Throwable told = catchThrowable(() -> Output.create(conf, uri));
      failed = FaultyFileSystem.changes() >= n;
      FaultyFileSystem.heal();
      if (failed) {
        assertThat(told).isInstanceOf(PipelineException.class).hasMessageContaining(uri);
      }
      assertThat(Output.create(conf, uri).commits()).isEmpty();
    }
    assertThat(n).isBetween(3, 20);
  }

  /** Either a clear message, or the failure came after the commit. */
  private void assertToldOrPublished(Throwable told, Fault fault, String uri, String id) {
    if (told == null) {
      assertThat(Output.open(conf, uri).commits()).last().returns(id, Commit::runId);
      return;
    }
    assertThat(told).isInstanceOf(PipelineException.class).hasMessageContaining(uri);
    if (fault != Fault.KILLED) {
      assertThat(told)
          .hasMessageContaining(StorageFailure.user())
          .hasMessageContaining(fault == Fault.NO_SPACE ? "no space left" : "permission denied");
    }
  }

  /** Relative to the folder. */
  private static List<String> filesOf(String uri) throws Exception {
    Path root = Path.of(uri);
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(f -> root.relativize(f).toString()).toList();
    }
  }

  @Test
  @DisplayName("F54 a table killed in mid-write is absent or the old one, and never in between")
  void everyChangeOfATable() throws Exception {
    SparkSession spark = TestSpark.session().newSession();
    FaultyFileSystem.SETTINGS.forEach(spark.conf()::set);
    String uri = folder.resolve("out").toString();
    Run run = Output.create(spark, uri).run("r1");
    run.write(Table.SERIES, SampleRun.series(spark, "old", 3).coalesce(1));
    FaultyFileSystem.failAt(Long.MAX_VALUE, Fault.KILLED);
    run.write(Table.SERIES, SampleRun.series(spark, "old", 3).coalesce(1));
    long changes = FaultyFileSystem.changes();
    assertThat(changes).isBetween(8L, 100L);

    for (long n = 1; n <= changes; n++) {
      FaultyFileSystem.failAt(n, Fault.KILLED);
      assertThatThrownBy(
              () -> run.write(Table.SERIES, SampleRun.series(spark, "new", 5).coalesce(1)))
          .as("change %d", n)
          .isInstanceOf(Exception.class);
      FaultyFileSystem.heal();
      boolean old = false;
      if (run.has(Table.SERIES)) {
        List<String> ids =
            run.read(spark, Table.SERIES).select("unique_id").as(Encoders.STRING()).collectAsList();
        old = ids.equals(Collections.nCopies(3, "old"));
        assertThat(old || ids.equals(Collections.nCopies(5, "new"))).as("%d: %s", n, ids).isTrue();
      }
      if (!old) {
        run.write(Table.SERIES, SampleRun.series(spark, "old", 3).coalesce(1));
      }
    }
  }
}
