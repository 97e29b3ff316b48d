package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private final SparkSession spark = TestSpark.session();
  @TempDir Path folder;
  private Output output;

  @BeforeEach
  void create() {
    output = Output.create(spark, folder.resolve("out").toString());
  }

  @Test
  void aRunIsVisibleWhenItsCommitIs() {
    Run run = output.run("r1");
    SampleRun.write(spark, run);
    assertThat(output.commits()).isEmpty();

    Commit commit = SampleRun.publish(spark, run);

    assertThat(output.commits()).containsExactly(commit);
    assertThat(commit.number()).isEqualTo(1);
    assertThat(commit.series()).isEqualTo(4);
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(5);
    assertThat(folder.resolve("out/work/r1")).doesNotExist();
    Manifest manifest = run.manifest().orElseThrow();
    assertThat(manifest.files())
        .anySatisfy(f -> assertThat(f.path()).isEqualTo("report/index.html"));
    assertThat(manifest.files()).anySatisfy(f -> assertThat(f.path()).startsWith("series/part-"));
    assertThat(manifest.steps())
        .singleElement()
        .satisfies(s -> assertThat(s.seconds()).isEqualTo(1.5));
    assertThat(manifest.versions())
        .containsKeys("seriescast", "deeplearning4j", "java", "spark", "scala");
    assertThat(manifest.versions().get("deeplearning4j")).startsWith("1.0.0-M2");
  }

  @Test
  void theSameRunAgainIsANoOpThatSaysSo() throws Exception {
    Run run = SampleRun.published(output, "r1");
    byte[] before = Files.readAllBytes(folder.resolve("out/runs/r1/manifest.json"));

    assertThat(Publication.check(run, SampleRun.CONFIG, SampleRun.INPUT)).isPresent();
    EffectiveConfig moved =
        EffectiveConfig.of(
            ConfigFactory.parseString("train { epochs = 10 }, publish.output = elsewhere"));
    assertThat(Publication.check(run, moved, SampleRun.INPUT)).isPresent();
    assertThat(SampleRun.publish(spark, run).number()).isEqualTo(1);
    assertThat(output.commits()).hasSize(1);
    assertThat(Files.readAllBytes(folder.resolve("out/runs/r1/manifest.json"))).isEqualTo(before);
  }

  @Test
  void theSameIdWithAnotherConfigurationOrInputIsAConflictThatNamesTheDifference() {
    Run run = SampleRun.published(output, "r1");
    EffectiveConfig other = EffectiveConfig.of(ConfigFactory.parseString("train { epochs = 12 }"));
    InputFingerprint changed = new InputFingerprint("b".repeat(64), "content", 1, 2, null);
    assertThatThrownBy(() -> Publication.check(run, other, changed))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("train.epochs was 10, is 12")
        .hasMessageContaining("the input was aaaaaaaaaaaa…, is bbbbbbbbbbbb…");
    assertThatThrownBy(() -> run.write(Table.SERIES, SampleRun.series(spark, "a", 1)))
        .hasMessageContaining("run r1 is published (commit 1 of 2026-01-02T03:04:05Z)");
    assertThatThrownBy(() -> run.writeText("report/index.html", "x"))
        .hasMessageContaining("run r1 is published");
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(5);
  }

  @Test
  void aRunWithUnaccountedRowsIsNotPublished() {
    Run run = output.run("r1");
    SampleRun.write(spark, run);
    Manifest lossy =
        Manifest.of(
            run.runId(),
            null,
            SampleRun.CLOCK.instant(),
            Map.of(),
            1,
            SampleRun.CONFIG,
            SampleRun.INPUT,
            new RowAccount(10, 7, 1, 1),
            Map.of(),
            java.util.List.of());
    assertThatThrownBy(() -> Publication.publish(spark, run, lossy, SampleRun.CLOCK))
        .hasMessageContaining("rows are unaccounted for");
    assertThat(output.commits()).isEmpty();
  }

  @Test
  @DisplayName("F61 a folder with foreign files is refused, and what is foreign in a run too")
  void foreignFiles() throws Exception {
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(folder.resolve("home/thesis.doc"), "");
    assertThatThrownBy(() -> Output.create(spark, folder.resolve("home").toString()))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("thesis.doc");
    assertThat(folder.resolve("home/.seriescast")).doesNotExist();

    Run run = output.run("r1");
    SampleRun.write(spark, run);
    Files.writeString(folder.resolve("out/runs/r1/notes.txt"), "");
    assertThatThrownBy(() -> SampleRun.publish(spark, run)).hasMessageContaining("notes.txt");
    assertThat(output.commits()).isEmpty();
  }

  @Test
  void aFolderThatIsNotAnOutputIsNotReadAsOne() {
    assertThatThrownBy(() -> Output.open(spark, folder.toString()))
        .hasMessageContaining("is not an output of seriescast");
    assertThatThrownBy(() -> Output.create(spark, folder + "/a*"))
        .hasMessageContaining("publish.output");
  }

  @Test
  void anEmptyRunIsNotPublished() {
    assertThatThrownBy(() -> SampleRun.publish(spark, output.run("r1")))
        .hasMessageContaining("has nothing to publish");
    assertThat(output.commits()).isEmpty();
  }
}
