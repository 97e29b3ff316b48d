package io.seriescast.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.error.ErrorKind;
import io.seriescast.testing.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchdogTest {
  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("F67 work that does not come back is told once, with its stack")
  void hangs() {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (Watchdog watchdog = new Watchdog(Duration.ofMillis(50), told::add)) {
      watchdog.during("a minibatch", () -> sleep(Duration.ofSeconds(2)));
    }
    assertThat(told).hasSize(1);
    assertThat(told.poll())
        .contains("a minibatch takes longer")
        .contains(Thread.currentThread().getName())
        .contains("WatchdogTest.sleep");
  }

  @Test
  @DisplayName("F67 work that comes back is not told, however much of it there is")
  void comesBack() {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (Watchdog watchdog = new Watchdog(Duration.ofSeconds(1), told::add)) {
      for (int i = 0; i < 300; i++) {
        watchdog.during("a minibatch", () -> sleep(Duration.ofMillis(5)));
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void withoutALimitWorkIsDoneAllTheSame() {
    assertThat(ExecutorPlugin.watchdog(new SparkConf(false).set(ExecutorPlugin.HANG, "0"), "1"))
        .isNull();
    List<String> done = new ArrayList<>();
    Watchdog.watch("anything", () -> done.add("done"));
    assertThat(done).containsExactly("done");
  }

  /** A process that hangs: {@code EXECUTOR_ID}. */
  public static void main(String[] args) {
    ExecutorPlugin.watchdog(new SparkConf(false).set(ExecutorPlugin.HANG, "1s"), args[0]);
    Watchdog.watch("a minibatch", () -> sleep(Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @CsvSource({"driver, 4, the same command", "1, 64, This executor ends"})
  @DisplayName(
      "F67 a JVM that hangs ends itself: an executor for another one, local mode to resume")
  void ends(String executorId, int exit, String advice) throws Exception {
    assertThat(List.of(ErrorKind.TRAINING.exitCode(), ExecutorPlugin.HUNG)).contains(exit);
    String told =
        ChildProcess.run(ChildProcess.java(WatchdogTest.class, List.of("-Xmx128m"), executorId))
            .exits(exit);
    assertThat(told).contains("it hangs", "Thread.sleep", advice);
  }
}
