package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.ChildProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is handed out, started as the README says. */
@DisabledOnOs(OS.WINDOWS)
class OneJarIT {
  /** What a small input is spared, and what a cluster's sessions have. */
  private static final String AS_ON_A_CLUSTER =
      "-Dspark.sql.adaptive.enabled=true -Dspark.sql.codegen.wholeStage=true"
          + " -Dspark.sql.codegen.factoryMode=FALLBACK -Dspark.sql.shuffle.partitions=7"
          + " -Dspark.default.parallelism=3";

  @TempDir Path folder;

  @Test
  void forecastsAreTheSameWhateverThePlan() throws Exception {
    Path input = SmallRuns.csv(folder.resolve("in.csv"));
    PublishedRun few = run(input, "few", "");
    PublishedRun many = run(input, "many", AS_ON_A_CLUSTER);

    assertThat(few.rows("status")).hasSize(SmallRuns.SERIES);
    for (String table : new String[] {"predictions", "series", "scalers", "status"}) {
      assertThat(few.sorted(table)).as(table).isNotEmpty().isEqualTo(many.sorted(table));
    }
    assertThat(few.report()).contains("<svg");
  }

  private PublishedRun run(Path input, String name, String javaOptions) throws Exception {
    Path output = folder.resolve(name);
    ProcessBuilder script =
        ChildProcess.script(
            "submit/local.sh",
            SmallRuns.args("run", output, "--input", input.toString(), "--run-id", "r"));
    script.environment().put("JAVA_TOOL_OPTIONS", javaOptions);
    assertThat(ChildProcess.run(script).exits(0)).contains("published as commit 1");
    PublishedRun run = new PublishedRun(output, "r");
    assertThat(run.isVisible()).isTrue();
    return run;
  }
}
