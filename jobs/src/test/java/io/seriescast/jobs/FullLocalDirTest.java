package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seriescast.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code spark.local.dir} on a file system of two pages, which only the run's process sees. */
@EnabledOnOs(OS.LINUX)
class FullLocalDirTest {
  private static final List<String> IN_A_NAMESPACE = List.of("unshare", "-U", "-r", "-m");
  private static final String MOUNT = "mount -t tmpfs -o size=8k tmpfs \"$0\" && exec \"$@\"";

  @TempDir Path folder;

  /** A command for which the folder is a file system of 8 kB of its own. */
  private static ProcessBuilder cramped(Path full, List<String> command) {
    List<String> all = new ArrayList<>(IN_A_NAMESPACE);
    all.addAll(List.of("sh", "-c", MOUNT, full.toString()));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().remove("SPARK_LOCAL_DIRS"); // which would win
    return builder;
  }

  @Test
  @DisplayName("F55 a full spark.local.dir is told by its setting, exit 3; not as a bug")
  void full() throws Exception {
    Path full = Files.createDirectory(folder.resolve("full"));
    ChildProcess.Told mount = mount(full);
    assumeTrue(mount.exit() == 0, "no file system can be mounted here: " + mount.text());

    String[] run = SmallRuns.args("run", folder.resolve("output"));
    List<String> options =
        List.of(
            "-Xmx512m",
            "-Dspark.local.dir=" + full,
            "-Dlog4j2.configurationFile="
                + ChildProcess.ROOT.resolve("conf/log4j2-local.properties"));
    List<String> command = ChildProcess.java(Main.class, options, run).command();
    String text = ChildProcess.run(cramped(full, command)).exits(3);
    assertThat(text.lines().filter(line -> line.startsWith("seriescast")))
        .singleElement()
        .asString()
        .contains("the disk of spark.local.dir", "is full", "No space left on device")
        .doesNotContain("--output");
  }

  private static ChildProcess.Told mount(Path full) throws InterruptedException {
    try {
      return ChildProcess.run(cramped(full, List.of("true")));
    } catch (IOException e) {
      return new ChildProcess.Told(127, e.getMessage());
    }
  }
}
