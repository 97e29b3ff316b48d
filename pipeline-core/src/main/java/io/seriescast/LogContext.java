package io.seriescast;

import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * Run and stage in every line of the log, here and on executors: Spark carries local properties
 * that begin with {@code mdc.} along with every task. And on the Spark UI, as the description of
 * jobs.
 */
final class LogContext {
  private LogContext() {}

  /** From here on, in this thread. */
  static void set(SparkContext spark, String runId, Step step) {
    put(spark, "mdc.run", runId);
    put(spark, "mdc.stage", step.command());
    spark.setJobGroup(runId + " " + step.command(), step.command() + " of run " + runId, false);
  }

  private static void put(SparkContext spark, String key, String value) {
    MDC.put(key, value);
    spark.setLocalProperty(key, value);
  }
}
