package io.seriescast.jobs;

import io.seriescast.error.PipelineException;
import org.apache.spark.SparkConf;

/**
 * AES-GCM of Spark before 3.5.9 loses every message of a connection but the first (SPARK-56227):
 * driver and executors would wait for each other for ever.
 */
final class NetworkCipher {
  private static final String CIPHER = "spark.network.crypto.cipher";

  private NetworkCipher() {}

  /**
   * @param version of Spark
   * @throws PipelineException of kind CONFIGURATION when it loses messages
   */
  static void requireThatNothingIsLost(SparkConf conf, String version) {
    if (conf.getBoolean("spark.network.crypto.enabled", false)
        && conf.get(CIPHER, "").contains("GCM")
        && version.matches("3\\.5\\.[0-8](\\D.*)?")) {
      throw PipelineException.configuration(
          "%s is %s, by which Spark %s loses messages (SPARK-56227). Take Spark 3.5.9 or later, or"
              + " AES/CTR/NoPadding, on the whole cluster",
          CIPHER, conf.get(CIPHER), version);
    }
  }
}
