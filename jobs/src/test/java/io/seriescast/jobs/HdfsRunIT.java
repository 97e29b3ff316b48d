package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line with input and output on HDFS:
 *
 * <pre>mvn -B -Pcluster verify -Dit.test=HdfsRunIT</pre>
 */
class HdfsRunIT {
  @TempDir Path folder;

  @Test
  void aRunFromHdfsToHdfsPublishesWhatOneOnLocalFilesDoes() throws Exception {
    Path input = SmallRuns.csv(folder.resolve("small.csv"));
    Path local = folder.resolve("local");
    Cli.Told there =
        Cli.run(SmallRuns.args("run", local, "--run-id", "r1", "--input", input.toString()));
    assertThat(there.code()).as(there.err()).isZero();

    try (MiniHadoop hadoop = new MiniHadoop(folder.resolve("hdfs"))) {
      hadoop.put(input, "/in/small.csv");
      String[] run =
          SmallRuns.args(
              "run", hadoop.uri("/out"), "--run-id", "r1", "--input", hadoop.uri("/in/small.csv"));
      Cli.Told first = Cli.run(run);
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(Cli.run(run).out()).contains("nothing to do");
      Cli.Told verified = Cli.run("runs", "verify", "--output", hadoop.uri("/out"));
      assertThat(verified.code()).as(verified.err()).isZero();
      hadoop.get("/out", folder.resolve("copy"));
    }
    PublishedRun copy = new PublishedRun(folder.resolve("copy"), "r1");
    assertThat(copy.isVisible()).isTrue();
    for (String table : new String[] {"series", "predictions", "metrics"}) {
      assertThat(copy.sorted(table))
          .isNotEmpty()
          .isEqualTo(new PublishedRun(local, "r1").sorted(table));
    }
  }
}
