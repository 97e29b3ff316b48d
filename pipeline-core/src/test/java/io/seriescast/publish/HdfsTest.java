package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Table;
import io.seriescast.testing.MiniHdfs;
import io.seriescast.testing.TestSpark;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same promises on HDFS: a name node and a data node in this process. */
class HdfsTest {
  @TempDir static Path folder;
  private static MiniHdfs hdfs;
  private final SparkSession spark = TestSpark.session();

  @BeforeAll
  static void start() throws Exception {
    hdfs = new MiniHdfs(folder);
  }

  @AfterAll
  static void stop() {
    hdfs.close();
  }

  private static String uri(String name) {
    return hdfs.uri("/" + name);
  }

  private static void publish(Run run) {
    run.writeText("report/index.html", "<html>" + run.runId() + "</html>");
    Publication.publish(null, "app", run, SampleRun.manifest(run), Clock.systemUTC());
  }

  @Test
  @DisplayName("F62 many threads that want the same file on HDFS: one gets it, whole")
  void exclusiveCreation() throws Exception {
    Output output = Output.create(new Configuration(), uri("exclusive"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int round = 0; round < 10; round++) {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(output.root(), "commits/x" + round);
      List<Callable<Boolean>> tries =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () -> output.createExclusively(file, new byte[] {(byte) i}))
              .toList();
      int winners = 0;
      for (var result : threads.invokeAll(tries)) {
        winners += result.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
      assertThat(output.storage().read(file, 10)).hasSize(1);
    }
    threads.shutdown();
    assertThat(output.storage().list(output.commitsFolder())).hasSize(10);
  }

  @Test
  void aRunWithATableIsWrittenReplacedPublishedVerifiedAndCleaned() {
    Output output = Output.create(spark, uri("tables"));
    Run run = output.run("r1");
    run.write(Table.SERIES, SampleRun.series(spark, "a", 2));
    run.write(Table.SERIES, SampleRun.series(spark, "a", 5));
    SampleRun.write(spark, run);
    Commit commit = SampleRun.publish(spark, run);
    assertThat(SampleRun.publish(spark, run)).isEqualTo(commit);
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(5);
    assertThat(Runs.verify(spark, output, "r1")).isEmpty();

    output.run("dead").writeText("report/index.html", "x");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
    assertThat(Runs.clean(output, Duration.ofHours(1), later, "app")).hasSize(2);
    assertThat(output.storage().list(output.workFolder())).isEmpty();
  }

  @Test
  @DisplayName("F64 a user without permission is told the path and the user, before any work")
  void noPermission() throws Exception {
    hdfs.fileSystem().mkdirs(new org.apache.hadoop.fs.Path("/private"));
    UserGroupInformation guest = UserGroupInformation.createRemoteUser("guest");
    PrivilegedExceptionAction<Output> create =
        () -> Output.create(new Configuration(), uri("private/out"));
    assertThatThrownBy(() -> guest.doAs(create))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("/private/out as user guest: permission denied");
  }

  @Test
  @DisplayName("F55 a quota that is used up is told as such; what was published stays")
  void quota() throws Exception {
    Output output = Output.create(new Configuration(), uri("quota"));
    publish(output.run("r1"));
    DistributedFileSystem files = hdfs.fileSystem();
    files.setQuota(output.root(), HdfsConstants.QUOTA_DONT_SET, 1);
    assertThatThrownBy(() -> publish(output.run("r2")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("the quota is used up");
    assertThat(output.commits()).hasSize(1);
    assertThat(Runs.verify(null, output, "r1")).isEmpty();
    files.setQuota(output.root(), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    publish(output.run("r2"));
    assertThat(output.commits()).hasSize(2);
  }

  @Test
  @DisplayName(
      "F59 a name node that only reads: told, nothing is published; afterwards the rerun is")
  void safeMode() throws Exception {
    Output output = Output.create(new Configuration(), uri("safe"));
    publish(output.run("r1"));
    DistributedFileSystem files = hdfs.fileSystem();
    files.setSafeMode(SafeModeAction.SAFEMODE_ENTER);
    assertThatThrownBy(() -> publish(output.run("r2")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("safe mode")
        .hasMessageContaining("/safe/");
    assertThat(output.commits()).hasSize(1);
    assertThat(Runs.verify(null, output, "r1")).isEmpty();
    files.setSafeMode(SafeModeAction.SAFEMODE_LEAVE);
    publish(output.run("r2"));
    assertThat(output.commits()).hasSize(2);
  }
}
