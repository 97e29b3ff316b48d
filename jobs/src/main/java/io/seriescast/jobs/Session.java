package io.seriescast.jobs;

import io.seriescast.executor.ExecutorPlugin;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session: what spark-submit configured, or an embedded one.
 *
 * @param isOurs whether it was started here; one that was there before is left running
 */
record Session(SparkSession spark, boolean isOurs) implements AutoCloseable {

  /** Starts it. What {@code --conf} or a profile sets always wins over what is set here. */
  static Session start() {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", "seriescast");
    // Timestamps are instants; what a folder is called says nothing about its type.
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    // Parquet's own timestamps instead of the 96-bit ones that other readers have to guess at.
    conf.setIfMissing("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // A round of averaging waits for the worker whose data are far away; they are small, so nobody
    // has to be near.
    conf.setIfMissing("spark.locality.wait", "0s");
    // pandas writes nanoseconds, which Spark reads as numbers or not at all.
    conf.setIfMissing("spark.sql.legacy.parquet.nanosAsLong", "true");
    // Executors load the natives and pin their threads before their first task.
    conf.setIfMissing("spark.plugins", ExecutorPlugin.class.getName());
    AuthenticationSecret.addTo(conf, System.getenv(AuthenticationSecret.VARIABLE));
    if (!conf.contains("spark.master")) {
      embed(conf);
    }
    boolean running = SparkSession.getDefaultSession().isDefined();
    return new Session(SparkSession.builder().config(conf).getOrCreate(), !running);
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

  @Override
  public void close() {
    if (isOurs) {
      spark.close();
    }
  }
}
