package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  /** Done by the task of a test, in this JVM. */
  private static Runnable takeOver = () -> {};

  private final SparkSession spark = TestSpark.session();
  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void create() {
    run = Output.create(spark, folder.resolve("out").toString()).run("r1");
  }

  @Test
  void tablesAreWrittenReplacedAndRead() throws Exception {
    assertThat(run.has(Table.SERIES)).isFalse();
    run.write(Table.SERIES, SampleRun.series(spark, "a", 3));
    run.write(Table.SERIES, SampleRun.series(spark, "b", 4).withColumn("extra", functions.lit(1)));
    Dataset<Row> read = run.read(spark, Table.SERIES);
    assertThat(read.count()).isEqualTo(4);
    assertThat(read.columns()).contains("extra");
    assertThat(folder.resolve("out/work/r1/aside")).isEmptyDirectory();
    assertThat(folder.resolve("out/runs/r1/series/_SUCCESS")).doesNotExist();
  }

  @Test
  void aStepsOwnTableMayBeReadWhileItIsReplaced() {
    run.write(Table.SERIES, SampleRun.series(spark, "a", 3));
    run.write(Table.SERIES, run.read(spark, Table.SERIES).filter("y > 0"));
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(2);
  }

  @Test
  void anEmptyTableIsATable() {
    run.write(Table.QUARANTINE, spark.createDataFrame(List.of(), Table.QUARANTINE.schema()));
    assertThat(run.read(spark, Table.QUARANTINE).count()).isZero();
  }

  @Test
  void anAbsentTableNamesTheStepToRunFirst() {
    assertThatThrownBy(() -> run.read(spark, Table.PREPARED))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("run 'prepare' first")
        .hasMessageContaining("work/r1/prepared");
  }

  @Test
  void aPartWritesForItselfAndReadsWhatTheWholeHas() {
    run.write(Table.SERIES, SampleRun.series(spark, "a", 3));
    Run part = run.part("part-1");
    assertThat(part.has(Table.SERIES)).isFalse();
    assertThat(part.read(spark, Table.SERIES).count()).isEqualTo(3);
    part.write(Table.SERIES, part.read(spark, Table.SERIES).limit(1));
    assertThat(part.read(spark, Table.SERIES).count()).isEqualTo(1);
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(3);
    assertThat(folder.resolve("out/work/r1/part-1/series")).isNotEmptyDirectory();
    assertThatThrownBy(() -> part.read(spark, Table.PREPARED))
        .hasMessageContaining("run 'prepare' first");
  }

  @Test
  @DisplayName("F30 a table of another schema is refused when written and when read")
  void anotherSchema() throws Exception {
    Dataset<Row> wrong = SampleRun.series(spark, "a", 1).drop(Columns.Y);
    assertThatThrownBy(() -> run.write(Table.SERIES, wrong))
        .hasMessageContaining("missing column 'y'");
    wrong.write().parquet(folder.resolve("out/runs/r1/series").toString());
    assertThatThrownBy(() -> run.read(spark, Table.SERIES))
        .hasMessageContaining("missing column 'y'");
  }

  @Test
  @DisplayName(
      "F63 a table that was computed while the run was taken over does not replace another")
  void takenOverMeanwhile() {
    run.write(Table.SERIES, SampleRun.series(spark, "a", 3));
    Run zombie = Output.create(spark, folder.resolve("out").toString()).run("r1");
    zombie.hold("app-1", Clock.systemUTC());
    Clock later = Clock.offset(Clock.systemUTC(), Lease.DEAD.plusMinutes(1));
    Dataset<Row> slow =
        SampleRun.series(spark, "b", 1)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    rows -> {
                      takeOver.run();
                      return rows;
                    },
                Encoders.row(Table.SERIES.schema()));
    takeOver = () -> run.hold("app-2", later);
    assertThatThrownBy(() -> zombie.write(Table.SERIES, slow)).hasMessageContaining("taken over");
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(3);
  }

  @Test
  @DisplayName("F35 a corrupt file is told with its table's path")
  void corrupt() throws Exception {
    Path table = Files.createDirectories(folder.resolve("out/runs/r1/series"));
    Files.writeString(table.resolve("part-0.parquet"), "this is no Parquet");
    assertThatThrownBy(() -> run.read(spark, Table.SERIES))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("runs/r1/series cannot be read");
  }

  @Test
  @DisplayName("F29 many tiny partitions become few files, without a change of rows or order")
  void fewFiles() throws Exception {
    Dataset<Row> scattered = SampleRun.series(spark, "a", 100).repartition(9);
    run.write(Table.SERIES, scattered);
    assertThat(parquetFiles("runs/r1/series")).isEqualTo(1);
    assertThat(run.read(spark, Table.SERIES).exceptAll(scattered).count()).isZero();
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(100);
  }

  @Test
  @DisplayName("F55 a full spark.local.dir is not told as a full output")
  void whoseDiskIsFull() {
    String task = "Job aborted: java.io.IOException: No space left on device\n\tat %s.write\n";
    org.apache.hadoop.fs.Path table = new org.apache.hadoop.fs.Path("/out/runs/r1/series");
    Exception spill =
        new IllegalStateException(
            task.formatted("org.apache.spark.util.collection.unsafe.sort.UnsafeSorterSpillWriter"));
    assertThat(TableFiles.told(table, spill)).isSameAs(spill);
    Exception output =
        new IllegalStateException(
            task.formatted("org.apache.hadoop.fs.RawLocalFileSystem$LocalFSFileOutputStream"));
    assertThat(TableFiles.told(table, output))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot write /out/runs/r1/series");
  }

  @Test
  void filesAreAsManyAsTheSizeAsksFor() {
    assertThat(TableFiles.wanted(0, true, 8)).isEqualTo(1);
    assertThat(TableFiles.wanted(128L << 20, true, 8)).isEqualTo(1);
    assertThat(TableFiles.wanted((128L << 20) + 1, true, 8)).isEqualTo(2);
    assertThat(TableFiles.wanted(10L << 30, true, 8)).isEqualTo(80);
    assertThat(TableFiles.wanted(1, false, 8)).as("tasks of the next step").isEqualTo(8);
    assertThat(TableFiles.wanted(10L << 30, false, 8)).isEqualTo(640);
  }

  private long parquetFiles(String table) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("out").resolve(table))) {
      return files.filter(f -> f.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void smallFilesAreReplacedWholeAndStayInside() {
    run.writeText("report/index.html", "one");
    run.writeText("report/index.html", "two");
    assertThat(folder.resolve("out/runs/r1/report/index.html")).hasContent("two");
    assertThat(run.has("report/index.html")).isTrue();
    for (String path : List.of("../x", "/etc/x", "a//b", "", "report/../../x", "a/.b")) {
      assertThatThrownBy(() -> run.writeText(path, ""))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aStepDoneFromTheSameIsSkippedAndFromAnotherAConflict() {
    EffectiveConfig settings = config("train { epochs = 10, seed = 1 }");
    assertThat(run.isDone("train", settings, "in")).isFalse();
    assertThat(run.record("train")).isEmpty();
    StepRecord record =
        new StepRecord(
            "train", settings, "in", Map.of("windows", 12), 3.5, SampleRun.CLOCK.instant());
    run.record(record);
    assertThat(run.record("train")).contains(record);
    assertThat(run.records()).containsExactly(record);
    assertThat(run.isDone("train", settings, "in")).isTrue();
    EffectiveConfig other = config("train { epochs = 12, seed = 1, clip = 2 }");
    assertThatThrownBy(() -> run.isDone("train", other, "out"))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("train.clip was absent, is 2")
        .hasMessageContaining("train.epochs was 10, is 12")
        .hasMessageContaining("the input was in, is out")
        .hasMessageNotContaining("train.seed");
  }

  @Test
  @DisplayName("F53 a step goes on only with the settings and the input that it began with")
  void aStepGoesOnFromTheSameOnly() {
    EffectiveConfig settings = config("train { epochs = 10 }");
    StepRecord start = StepRecord.start("train", settings, "in", SampleRun.CLOCK.instant());
    run.begin(start);
    run.begin(StepRecord.start("train", settings, "in", SampleRun.CLOCK.instant().plusSeconds(9)));
    assertThat(run.begun()).as("when it first began").containsExactly(start);
    assertThat(run.records()).as("begun is not done").isEmpty();
    StepRecord other =
        StepRecord.start("train", config("train { epochs = 12 }"), "in", SampleRun.CLOCK.instant());
    assertThatThrownBy(() -> run.begin(other))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("run r1 has begun step 'train' already")
        .hasMessageContaining("train.epochs was 10, is 12");
  }

  private static EffectiveConfig config(String hocon) {
    return EffectiveConfig.of(ConfigFactory.parseString(hocon));
  }
}
