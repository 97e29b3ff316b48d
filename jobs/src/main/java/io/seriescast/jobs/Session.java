package io.seriescast.jobs;

import io.seriescast.cell.Natives;
import io.seriescast.error.PipelineException;
import io.seriescast.executor.ExecutorPlugin;
import io.seriescast.publish.LocalFiles;
import io.seriescast.source.SourceSettings;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Spark session: what spark-submit configured, or an embedded one.
 *
 * @param isOurs whether it was started here; one that was there before is left running
 */
record Session(SparkSession spark, boolean isOurs) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Session.class);

  /** Some 50,000 rows of CSV. */
  private static final long SMALL = 1L << 20;

  /**
   * Starts it. What {@code --conf} or a profile sets always wins over what is set here.
   *
   * @param source what will be read
   * @throws PipelineException of kind CONFIGURATION when Spark would wait or end without a word
   */
  static Session start(SourceSettings source) {
    SparkConf conf = new SparkConf();
    LocalDirs.requireOne(conf, System.getenv());
    NetworkCipher.requireThatNothingIsLost(conf, org.apache.spark.package$.MODULE$.SPARK_VERSION());
    conf.setIfMissing("spark.app.name", "seriescast");
    // Timestamps are instants; what a folder is called says nothing about its type.
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    // Parquet's own timestamps instead of the 96-bit ones that other readers have to guess at.
    conf.setIfMissing("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // A round of averaging waits for the worker whose data are far away; they are small, so nobody
    // has to be near.
    conf.setIfMissing("spark.locality.wait", "0s");
    // The calendar is the Gregorian one at all times: sunspots were counted from 1749 on.
    conf.setIfMissing("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    // pandas writes nanoseconds, which Spark reads as numbers or not at all.
    conf.setIfMissing("spark.sql.legacy.parquet.nanosAsLong", "true");
    // Executors load the natives and pin their threads before their first task.
    conf.setIfMissing("spark.plugins", ExecutorPlugin.class.getName());
    AuthenticationSecret.addTo(conf, System.getenv(AuthenticationSecret.VARIABLE));
    if (!conf.contains("spark.master")) {
      conf.setIfMissing("spark.hadoop." + LocalFiles.KEY, LocalFiles.class.getName());
      if (isSmall(source, SparkHadoopUtil.get().newConfiguration(conf))) {
        planForFewRows(conf);
      }
      embed(conf);
    }
    boolean running = SparkSession.getDefaultSession().isDefined();
    return new Session(SparkSession.builder().config(conf).getOrCreate(), !running);
  }

  /** Spark within this process: for this machine alone, and without a UI that others could open. */
  static void embed(SparkConf conf) {
    Natives.begin(); // by the time the plugin wants them, Spark's own start is over
    int cores = Runtime.getRuntime().availableProcessors();
    conf.setMaster("local[*]");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(2 * cores));
  }

  private static boolean isSmall(SourceSettings source, Configuration hadoop) {
    try {
      long bytes = InputSize.of(source, hadoop);
      return bytes > 0 && bytes <= SMALL;
    } catch (IOException | PipelineException e) {
      // Reading it will say so better.
      log.debug("size of {} is unknown", source.path(), e);
      return false;
    }
  }

  /**
   * Every query's code would be generated and compiled on its first use: a third of a second each,
   * which pays from some 100,000 rows on. Every shuffle would be a job of its own, for the plan to
   * be thought over after it. And what is read needs no second task; what is computed of it does.
   * The results are the same.
   */
  private static void planForFewRows(SparkConf conf) {
    conf.setIfMissing("spark.sql.codegen.wholeStage", "false");
    conf.setIfMissing("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    conf.setIfMissing("spark.sql.adaptive.enabled", "false");
    conf.setIfMissing("spark.sql.shuffle.partitions", "2");
    conf.setIfMissing("spark.default.parallelism", "1");
  }

  @Override
  public void close() {
    if (isOurs) {
      spark.close();
    }
  }
}
