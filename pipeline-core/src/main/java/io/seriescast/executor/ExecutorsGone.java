package io.seriescast.executor;

import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;

/**
 * Fails the jobs of a driver that has had no executor for too long. Spark counts the tasks that are
 * lost with their executors, but waits for ever where every executor dies before it is given one.
 */
final class ExecutorsGone {
  private final Duration limit;
  private long since;

  /**
   * @param now as {@link System#nanoTime} tells it, here and below
   */
  ExecutorsGone(Duration limit, long now) {
    this.limit = limit;
    this.since = now;
  }

  /** Looks once; to be called again and again. */
  void look(SparkContext spark) {
    SparkStatusTracker status = spark.statusTracker();
    int[] jobs = status.getActiveJobIds();
    // The driver is listed among them.
    int executors = status.getExecutorInfos().length - 1;
    if (tooLong(executors, jobs.length, System.nanoTime())) {
      for (int job : jobs) {
        spark.cancelJob(job, "no executor for %d s".formatted(limit.toSeconds()));
      }
    }
  }

  /** Whether jobs have waited without an executor for longer than the limit. */
  boolean tooLong(int executors, int jobs, long now) {
    if (executors > 0 || jobs == 0) {
      since = now;
    }
    return now - since > limit.toNanos();
  }
}
