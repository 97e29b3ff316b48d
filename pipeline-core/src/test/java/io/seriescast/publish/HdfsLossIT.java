package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Table;
import io.seriescast.testing.MiniHdfs;
import io.seriescast.testing.TestSpark;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HDFS that loses its name node or its data nodes while runs are written and published; minutes of
 * waiting for Hadoop's own retries:
 *
 * <pre>mvn -B -Pcluster verify -Dit.test=HdfsLossIT</pre>
 */
class HdfsLossIT {
  @TempDir Path folder;
  private final SparkSession spark = TestSpark.session();
  private MiniHdfs hdfs;
  private MiniDFSCluster cluster;
  private Output output;

  @BeforeEach
  void start() throws Exception {
    hdfs = new MiniHdfs(folder, conf(), 2);
    cluster = hdfs.cluster();
    output = Output.create(conf(), hdfs.uri("/out"));
  }

  /** As in Hadoop's defaults, but impatient. */
  private static Configuration conf() {
    Configuration conf = new Configuration();
    conf.setInt("dfs.replication", 2);
    conf.setInt("dfs.namenode.heartbeat.recheck-interval", 500);
    conf.setInt("dfs.heartbeat.interval", 1);
    conf.setInt("dfs.client.retry.window.base", 100);
    return conf;
  }

  @AfterEach
  void stop() {
    hdfs.close();
  }

  private void publish(String runId) {
    Run run = output.run(runId);
    if (run.commit().isPresent()) {
      return;
    }
    try (Lease lease = run.hold("app", Clock.systemUTC())) {
      lease.requireHeld();
      run.writeText("report/index.html", "<html>" + runId + "</html>");
      Publication.publish(null, "app", run, SampleRun.manifest(run), Clock.systemUTC());
    }
  }

  private void assertPublished(List<String> runIds) {
    assertThat(output.commits()).extracting(Commit::runId).containsExactlyElementsOf(runIds);
    runIds.forEach(id -> assertThat(Runs.verify(null, output, id)).as(id).isEmpty());
  }

  @Test
  @DisplayName(
      "F59 the name node restarts amid publications: retried or told, and all are published")
  void nameNodeRestarts() throws Exception {
    List<String> ids = new ArrayList<>();
    CompletableFuture<Void> restart =
        CompletableFuture.runAsync(
            () -> {
              try {
                cluster.restartNameNode();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    for (int i = 0; i < 50 && (i < 3 || !restart.isDone()); i++) {
      String id = "r" + i;
      for (Throwable told = new Exception(); told != null; ) {
        told = catchThrowable(() -> publish(id));
        if (told != null) {
          assertThat(told)
              .isInstanceOf(PipelineException.class)
              .hasMessageContaining(output.root().toString());
        }
      }
      ids.add(id);
    }
    restart.get();
    assertPublished(ids);
  }

  @Test
  @DisplayName("F60 one data node of two is lost: read from the other, and writing goes on")
  void oneDataNode() {
    Run run = output.run("r1");
    run.write(Table.SERIES, SampleRun.series(spark, "a", 5));
    cluster.stopDataNode(0);
    assertThat(run.read(spark, Table.SERIES).count()).isEqualTo(5);
    SampleRun.write(spark, run);
    SampleRun.publish(spark, run);
    assertPublished(List.of("r1"));
  }

  @Test
  @DisplayName(
      "F60 all data nodes are lost: the path is told; back again, the same command publishes")
  void allDataNodes() throws Exception {
    publish("r1");
    MiniDFSCluster.DataNodeProperties first = cluster.stopDataNode(1);
    MiniDFSCluster.DataNodeProperties second = cluster.stopDataNode(0);
    assertThatThrownBy(() -> publish("r2"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("/out/work/r2")
        .hasMessageContaining("datanode");
    assertThat(output.storage().list(output.commitsFolder())).hasSize(1);
    assertThat(cluster.restartDataNode(second)).isTrue();
    assertThat(cluster.restartDataNode(first)).isTrue();
    cluster.waitActive();
    publish("r2");
    assertPublished(List.of("r1", "r2"));
  }
}
