package io.seriescast.jobs;

import io.seriescast.config.StorageFailure;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.executor.ExecutorPlugin;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Spark and the native libraries say when memory, disks or executors are the matter, and the
 * setting to change. Known by their words, because that is all that crosses from an executor to the
 * driver.
 */
final class SparkFailures {
  private record Hint(ErrorKind kind, Pattern words, String advice) {
    Hint(ErrorKind kind, String words, String advice) {
      this(kind, Pattern.compile(words, Pattern.DOTALL), advice);
    }
  }

  /** The first that matches counts: from the cause to its consequence. */
  private static final List<Hint> HINTS =
      List.of(
          new Hint(
              ErrorKind.TRAINING,
              "Physical memory usage is too high|Cannot allocate new \\w*Pointer|failed to allocate"
                  + " .* bytes|out of off-heap memory|amount exceeds \\w+ device limits",
              "the memory outside the heap, where networks compute, is used up. Raise"
                  + " spark.executor.memoryOverhead together with -Dorg.bytedeco.javacpp.maxbytes"
                  + " in spark.executor.extraJavaOptions, or lower train.batch-size or"
                  + " model.hidden"),
          new Hint(
              ErrorKind.TRAINING,
              "OutOfMemoryError",
              "the Java heap is used up. Raise spark.executor.memory (where a task failed) or"
                  + " spark.driver.memory (SERIESCAST_MEMORY with submit/local.sh), or"
                  + " train.workers, so that each holds fewer windows"),
          new Hint(
              ErrorKind.TRAINING,
              "exit(?:ed with)? (?:code|status):? ?(?:137|143|52)|exceeding memory"
                  + " limits|OOMKilled",
              "executors were killed, most often because they took more memory than their container"
                  + " may (137, 143) or ran out of heap (52). Raise spark.executor.memoryOverhead,"
                  + " then spark.executor.memory; the executor's own log says which"),
          new Hint(
              ErrorKind.TRAINING,
              "exit(?:ed with)? (?:code|status):? ?" + ExecutorPlugin.HUNG + "\\b",
              "a minibatch took longer than spark.seriescast.hangTimeout on one executor after"
                  + " another. Look at the executor's log, which has the stack of the thread; a"
                  + " slow but healthy machine wants a longer one"),
          new Hint(
              ErrorKind.TRAINING,
              "heartbeat timed out|no recent heartbeats",
              "an executor stood still for longer than spark.network.timeout. Look at its machine"
                  + " and its thread dump; a slow but healthy machine wants a longer timeout"),
          new Hint(
              ErrorKind.TRAINING,
              "cancelled no executor for \\d+ s",
              "executors were lost before they did anything, or never came. Look at their logs and at"
                  + " what the cluster has free; a cluster that makes jobs wait wants a longer"
                  + " spark.seriescast.noExecutorTimeout. The same command with --run-id goes on from"
                  + " what is written"),
          new Hint(
              ErrorKind.TRAINING,
              "SparkContext was shut down",
              "the cluster ended the application, most often because its containers were killed again"
                  + " and again for more memory than they may take (137, 143); what it said stands"
                  + " above. Raise spark.executor.memoryOverhead, then spark.executor.memory; the"
                  + " same command with --run-id goes on from the last checkpoint"),
          new Hint(
              ErrorKind.DATA,
              StorageFailure.FULL_LOCAL_DIR,
              "the disk of spark.local.dir, where shuffled and spilled rows are kept, is full. Free"
                  + " some space, or give another place (SPARK_LOCAL_DIRS with submit/local.sh and"
                  + " standalone workers; YARN has its own), then run the same command again"),
          new Hint(
              ErrorKind.DATA,
              "No space left on device|ENOSPC|DSQuotaExceeded|NSQuotaExceeded",
              "a disk or quota is full. Free some space, or give --output or spark.local.dir"
                  + " another place, then run the same command again"),
          new Hint(
              ErrorKind.DATA,
              "AccessControlException|AccessDeniedException",
              "permission denied to a task. Give the user of the executors the right to read the"
                  + " input and to write to --output, then run the same command again"),
          new Hint(
              ErrorKind.TRAINING,
              "ExecutorLostFailure|Master removed our application|Max number of executor failures"
                  + "|All masters are unresponsive|worker lost|Slave lost|Command exited with code",
              "executors were lost again and again, so the run was given up. The reason is in their"
                  + " logs (killed for memory: spark.executor.memoryOverhead); the same command"
                  + " with --run-id goes on from the last checkpoint"));

  private SparkFailures() {}

  /** The user's failure, or null when the words are none of these. */
  static PipelineException told(Throwable e) {
    StringBuilder words = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
      words.append(t.getClass().getName()).append(": ").append(t.getMessage()).append('\n');
    }
    for (Hint hint : HINTS) {
      if (hint.words().matcher(words).find()) {
        return new PipelineException(
            hint.kind(), hint.advice() + ". Spark said: " + firstLine(e), e);
      }
    }
    return null;
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage()).strip();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
