package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SparkFailuresTest {
  private static final String LOST =
      "Job aborted due to stage failure: Task 0 in stage 7.0 failed 4 times, most recent failure:"
          + " Lost task 0.3 in stage 7.0 (TID 9) (127.0.0.1 executor 4): ExecutorLostFailure"
          + " (executor 4 exited caused by one of the running tasks) Reason: ";

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          F56 | java.lang.OutOfMemoryError: Java heap space                              | spark.executor.memory
          F57 | Physical memory usage is too high: physicalBytes (2G) > maxPhysicalBytes | spark.executor.memoryOverhead
          F57 | Cannot allocate new FloatPointer(1048576): totalBytes = 900M             | javacpp.maxbytes
          F55 | java.io.IOException: No space left on device                             | spark.local.dir
          F64 | org.apache.hadoop.security.AccessControlException: Permission denied     | --output
          F52 | Job 43 cancelled no executor for 60 s                                    | noExecutorTimeout
          F58 | Job 32 cancelled because SparkContext was shut down                      | spark.executor.memoryOverhead
          F67 | Executor heartbeat timed out after 120345 ms                             | spark.network.timeout
          """)
  @DisplayName("F52 F55 F56 F57 F58 F64 F67 the words of a failure lead to the setting to change")
  void hints(String fault, String words, String setting) {
    PipelineException told = SparkFailures.told(new RuntimeException(new Exception(words)));
    assertThat(told).as(fault).isNotNull().hasMessageContaining(setting);
  }

  /** What the JVM, the native allocator and the system say today. */
  static Stream<Arguments> exhausted() {
    return Stream.of(
        tooMuch("F55", "spark.local.dir", () -> Files.write(Path.of("/dev/full"), new byte[1])),
        tooMuch("F56", "spark.executor.memory", () -> new long[Integer.MAX_VALUE - 8].clone()),
        tooMuch("F57", "javacpp.maxbytes", SparkFailuresTest::offHeap),
        tooMuch("F57", "javacpp.maxbytes", () -> new FloatPointer(Pointer.maxBytes())));
  }

  private static void offHeap() {
    Environment natives = Nd4j.getEnvironment();
    long unlimited = natives.getDeviceLimit(0);
    try {
      natives.setDeviceLimit(0, 1 << 20);
      Nd4j.createUninitialized(DataType.FLOAT, 1 << 20);
    } finally {
      natives.setDeviceLimit(0, unlimited);
    }
  }

  private static Arguments tooMuch(String fault, String setting, ThrowingCallable tooMuch) {
    return Arguments.of(fault, setting, tooMuch);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  @EnabledOnOs(OS.LINUX)
  @DisplayName("F55 F56 F57 a disk, a heap and memory outside it that are really used up")
  void exhausted(String fault, String setting, ThrowingCallable tooMuch) {
    Throwable thrown = catchThrowable(tooMuch);
    assertThat(thrown).isNotNull();
    assertThat(SparkFailures.told(new RuntimeException(thrown)))
        .as("%s: %s", fault, thrown)
        .isNotNull()
        .hasMessageContaining(setting);
  }

  @ParameterizedTest
  @CsvSource({"Command exited with code 137", "Command exited with code 143"})
  @DisplayName("F58 a killed container leads to the memory settings")
  void killed(String reason) {
    assertThat(SparkFailures.told(new RuntimeException(LOST + reason)))
        .hasMessageContaining("spark.executor.memoryOverhead")
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName(
      "F52 executors that are lost again and again fail the training, and the run can go on")
  void lostAgainAndAgain() {
    PipelineException told =
        SparkFailures.told(new RuntimeException(LOST + "worker gone\nDriver stacktrace: …"));
    assertThat(told.kind()).isEqualTo(ErrorKind.TRAINING);
    assertThat(told)
        .hasMessageContaining("lost again and again")
        .hasMessageContaining("--run-id")
        .hasMessageNotContaining("stacktrace");
  }

  @Command(name = "command")
  record Fails(Error error) implements Runnable {
    @Override
    public void run() {
      throw error;
    }
  }

  @Test
  @DisplayName("F56 a heap that is used up on the driver's main thread is told as anywhere else")
  void errorsOfTheMainThread() {
    StringWriter err = new StringWriter();
    Fails full = new Fails(new OutOfMemoryError("Java heap space"));
    assertThat(Main.run(new CommandLine(full).setErr(new PrintWriter(err)))).isEqualTo(4);
    assertThat(err.toString()).contains("SERIESCAST_MEMORY").doesNotContain("\tat ");
    Fails bug = new Fails(new AssertionError("one"));
    assertThat(Main.run(new CommandLine(bug).setErr(new PrintWriter(err)))).isEqualTo(1);
    assertThat(err.toString()).contains("a bug of its own", "AssertionError: one");
  }

  @Test
  void aBugOfOursIsNoneOfThese() {
    assertThat(SparkFailures.told(new IllegalStateException("index 3"))).isNull();
    assertThat(
            SparkFailures.told(
                new IllegalArgumentException(
                    "requirement failed: spark.network.timeoutInterval should be less than or equal"
                        + " to spark.storage.blockManagerHeartbeatTimeoutMs.")))
        .isNull();
  }
}
