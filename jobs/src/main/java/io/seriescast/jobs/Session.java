package io.seriescast.jobs;

import io.seriescast.executor.ExecutorPlugin;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session: what spark-submit configured, or an embedded one. */
final class Session {
  private Session() {}

  /** Starts it. What {@code --conf} or a profile sets always wins over what is set here. */
  static SparkSession start() {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", "seriescast");
    // Timestamps are instants; what a folder is called says nothing about its type.
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    // A round of averaging waits for the worker whose data are far away; they are small, so nobody
    // has to be near.
    conf.setIfMissing("spark.locality.wait", "0s");
    // Executors load the natives and pin their threads before their first task.
    conf.setIfMissing("spark.plugins", ExecutorPlugin.class.getName());
    AuthenticationSecret.addTo(conf, System.getenv(AuthenticationSecret.VARIABLE));
    if (!conf.contains("spark.master")) {
      embed(conf);
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static void embed(SparkConf conf) {
    int cores = Runtime.getRuntime().availableProcessors();
    conf.setMaster("local[*]");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(2 * cores));
  }
}
