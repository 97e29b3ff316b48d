package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock NEXT_WEEK = Clock.offset(NOW, Duration.ofDays(8));

  private final SparkSession spark = TestSpark.session();
  @TempDir Path folder;
  private Path out;
  private Output output;

  @BeforeEach
  void create() {
    out = folder.resolve("out");
    output = Output.create(spark, out.toString());
  }

  private void publishSmall(String id) {
    Run run = output.run(id);
    run.writeText("report/index.html", "<html>" + id + "</html>");
    SampleRun.publish(spark, run);
  }

  @Test
  void listAndShow() {
    publishSmall("r1");
    publishSmall("r2");
    assertThat(output.commits()).extracting(Commit::runId).containsExactly("r1", "r2");
    assertThat(output.commits().get(1).models()).containsExactly("gru", "naive");
    assertThat(Runs.show(output, "r2").seed()).isEqualTo(42);
    assertThatThrownBy(() -> Runs.show(output, "r3"))
        .hasMessageContaining("has no published run 'r3'. The newest are: r1, r2");
  }

  @Test
  void verifyTellsEveryDifference() throws Exception {
    Run run = SampleRun.published(output, "r1");
    assertThat(Runs.verify(spark, output, "r1")).isEmpty();
    Path root = out.resolve("runs/r1");
    List<FileSeal> tables =
        run.manifest().orElseThrow().files().stream()
            .filter(f -> f.path().startsWith("series/"))
            .toList();
    Path part = root.resolve(tables.get(0).path());
    byte[] content = Files.readAllBytes(part);
    content[content.length / 2] ^= 1;
    rewrite(part, content);
    rewrite(root.resolve("report/index.html"), new byte[3]);
    Files.writeString(root.resolve("series/part-99999.parquet"), "x");
    assertThat(Runs.verify(spark, output, "r1"))
        .contains(
            tables.get(0).path() + " has another SHA-256 than was sealed",
            "report/index.html has 3 bytes, sealed with 15",
            "series/part-99999.parquet was added after publication")
        .hasSize(3);

    Files.delete(part);
    assertThat(Runs.verify(spark, output, "r1")).contains(tables.get(0).path() + " is missing");

    Path manifest = root.resolve("manifest.json");
    rewrite(
        manifest,
        Files.readString(manifest)
            .replace("\"seed\" : 42", "\"seed\" : 43")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Runs.verify(spark, output, "r1"))
        .hasMessageContaining("is not the manifest that was committed");
    Files.delete(manifest);
    assertThat(Runs.verify(spark, output, "r1"))
        .containsExactly("manifest.json is missing (commit 1)");
  }

  @Test
  @DisplayName("F63, F74 leftovers of dead runs are listed, then removed; nothing else is touched")
  void clean() throws Exception {
    publishSmall("published");
    Files.createDirectories(out.resolve("work/published/steps"));
    Files.writeString(out.resolve("work/published/steps/ingest.json"), "{}");
    Run dead = output.run("dead");
    dead.writeText("report/index.html", "x");
    dead.record(
        new StepRecord("ingest", SampleRun.CONFIG, "f", java.util.Map.of(), 1, NOW.instant()));
    Files.writeString(out.resolve("commits/.9.json-x"), "");
    Files.createDirectories(out.resolve("runs/not ours"));

    assertThat(Runs.leftovers(output, WEEK, NOW)).isEmpty();

    List<Runs.Leftover> leftovers = Runs.leftovers(output, WEEK, NEXT_WEEK);
    assertThat(leftovers)
        .extracting(l -> output.root().toUri().relativize(l.path().toUri()).getPath())
        .containsExactlyInAnyOrder("work/dead", "runs/dead", "work/published", "commits/.9.json-x");
    assertThat(leftovers).allSatisfy(l -> assertThat(l.reason()).isNotEmpty());
    assertThat(out.resolve("runs/dead")).as("listing deletes nothing").exists();

    assertThat(Runs.clean(output, WEEK, NEXT_WEEK, "app")).hasSize(4);
    assertThat(out.resolve("work")).isEmptyDirectory();
    assertThat(out.resolve("runs/dead")).doesNotExist();
    assertThat(out.resolve("runs/not ours")).exists();
    assertThat(Runs.verify(spark, output, "published")).isEmpty();
    assertThat(Runs.clean(output, Duration.ZERO, NEXT_WEEK, "app")).isEmpty();
  }

  @Test
  @DisplayName("F63 a run that is being worked on is no leftover, however old its tables are")
  void liveRun() {
    Run run = output.run("live");
    Lease lease = run.hold("app", NOW);
    run.writeText("report/index.html", "x");
    assertThat(Runs.leftovers(output, Duration.ZERO, NOW)).isEmpty();
    lease.close();
    assertThat(Runs.leftovers(output, Duration.ZERO, Clock.offset(NOW, Duration.ofMinutes(1))))
        .hasSize(2);
  }

  @Test
  @DisplayName("F63 a run that was taken up since the look is left alone, the others are removed")
  void takenUpMeanwhile() {
    output.run("dead").writeText("report/index.html", "x");
    output.run("taken").writeText("report/index.html", "x");
    List<Runs.Leftover> found = Runs.leftovers(output, WEEK, NEXT_WEEK);
    Output another = Output.open(spark, out.toString());
    try (Lease lease = another.run("taken").hold("app", NOW)) {
      assertThat(Runs.delete(output, found, NOW, "clean"))
          .isNotEmpty()
          .allMatch(l -> l.runId().equals("dead"));
      lease.requireHeld();
    }
    assertThat(out.resolve("runs/dead")).doesNotExist();
    assertThat(out.resolve("runs/taken/report/index.html")).exists();
  }

  @Test
  @DisplayName("F47 a file that the file system itself finds damaged is a difference, not a bug")
  void unreadable() throws Exception {
    publishSmall("r1");
    Files.writeString(out.resolve("runs/r1/report/index.html"), "<html>r2</html>");
    assertThat(Runs.verify(spark, output, "r1"))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith("report/index.html is unreadable: Checksum error");

    Run unpublished = output.run("r3");
    unpublished.writeText("report/index.html", "whole");
    Files.writeString(out.resolve("runs/r3/report/index.html"), "torn");
    assertThatThrownBy(() -> SampleRun.publish(spark, unpublished))
        .hasMessageContaining("report/index.html cannot be read back");
  }

  @Test
  void executorsFindWhatTheDriverFinds() {
    Run run = SampleRun.published(output, "r1");
    assertThat(FileSeals.of(output.storage(), run.root(), spark, 0))
        .isEqualTo(FileSeals.of(output.storage(), run.root(), null))
        .hasSizeGreaterThan(2);
  }

  private static void rewrite(Path file, byte[] content) throws Exception {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, content);
  }
}
