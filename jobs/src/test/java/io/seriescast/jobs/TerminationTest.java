package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a process of its own, where no training is there to keep its state. */
@DisabledOnOs(OS.WINDOWS)
class TerminationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  @DisplayName("F69 SIGTERM amid work on tables: told as such, not as a bug, exit 143")
  void amidABenchmark() throws Exception {
    String told =
        terminated(
            Main.class,
            "input ",
            Duration.ofSeconds(1), // amid the first tables
            "bench",
            "prepare",
            "--sizes=2000x2000",
            "--output=" + folder.resolve("out"));
    assertThat(told).doesNotContain("bug of its own");
  }

  @Test
  @DisplayName("F69 SIGTERM to a command that is busy with something else: told all the same")
  void busy() throws Exception {
    terminated(Busy.class, "busy", Duration.ZERO);
  }

  /** A command that asks Spark for nothing in all the time that it is given. */
  static final class Busy {
    private Busy() {}

    public static void main(String[] args) throws InterruptedException {
      LastWords words = new LastWords();
      System.out.println("busy");
      Thread.sleep(PATIENCE.toMillis());
      words.said();
    }
  }

  /**
   * What a process said that was ended some time after the beginning of a line: the signal, too.
   */
  private String terminated(Class<?> main, String beginning, Duration after, String... arguments)
      throws Exception {
    Path log = folder.resolve("log");
    Process process =
        ChildProcess.java(main, List.of("-Xmx512m"), arguments)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitLine(process, log, beginning);
      Thread.sleep(after.toMillis());
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String told = Files.readString(log);
    assertThat(process.exitValue()).as(told).isEqualTo(143);
    assertThat(told).contains("seriescast: stopped from outside");
    return told;
  }

  private static void awaitLine(Process process, Path log, String beginning) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try (Stream<String> lines = Files.lines(log)) {
        if (lines.anyMatch(line -> line.startsWith(beginning))) {
          return;
        }
      }
      assertThat(process.isAlive() && Instant.now().isBefore(end))
          .as(Files.readString(log))
          .isTrue();
      Thread.sleep(50);
    }
  }
}
