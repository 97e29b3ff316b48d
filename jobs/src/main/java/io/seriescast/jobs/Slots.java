package io.seriescast.jobs;

import io.seriescast.error.PipelineException;
import org.apache.spark.SparkConf;

/**
 * How many tasks the cluster is configured to run at once.
 *
 * @param count 0 when nothing says so
 * @param setting what to raise
 */
record Slots(int count, String setting) {
  static Slots of(SparkConf conf) {
    int tasks =
        Math.max(1, conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1));
    if (isLocal(conf) || conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      // Local mode runs trainers one after the other where cores are short: slower, never stuck.
      return new Slots(0, "");
    }
    if (conf.get("spark.master").startsWith("spark://")) {
      int cores = conf.getInt("spark.cores.max", 0);
      return new Slots(cores / conf.getInt("spark.task.cpus", 1), "spark.cores.max");
    }
    return new Slots(
        conf.getInt("spark.executor.instances", 2) * tasks, "spark.executor.instances");
  }

  static boolean isLocal(SparkConf conf) {
    return conf.get("spark.master", "local").startsWith("local");
  }

  /**
   * Every averaging round waits for all trainers; one without a slot would double its time.
   *
   * @throws PipelineException of kind CONFIGURATION when there are fewer slots than trainers
   */
  void requireFor(int workers) {
    if (count > 0 && workers > count) {
      throw PipelineException.configuration(
          "train.workers is %d, and the cluster runs %d tasks at once: lower train.workers to %d, or"
              + " raise %s to %d trainers' worth",
          workers, count, count, setting, workers);
    }
  }
}
