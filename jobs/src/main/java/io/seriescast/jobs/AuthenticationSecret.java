package io.seriescast.jobs;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;

/**
 * The secret of {@code spark.authenticate} from a file instead of the command line, which every
 * user of a machine can see.
 */
final class AuthenticationSecret {
  /** Names the file. */
  static final String VARIABLE = "SERIESCAST_SECRET_FILE";

  private static final String KEY = "spark.authenticate.secret";

  private AuthenticationSecret() {}

  /**
   * Reads the file into the configuration when authentication is on and Spark has no secret yet.
   *
   * @param file what the variable says; null or empty: nothing is done
   */
  static void addTo(SparkConf conf, String file) {
    if (file == null
        || file.isBlank()
        || !conf.getBoolean("spark.authenticate", false)
        || conf.contains(KEY)
        || conf.contains(KEY + ".file")) {
      return;
    }
    try {
      String secret = Files.readString(Path.of(file)).strip();
      if (secret.isEmpty()) {
        throw PipelineException.configuration(
            "%s=%s is empty: put the secret of the cluster's master and workers there",
            VARIABLE, file);
      }
      conf.set(KEY, secret);
    } catch (IOException e) {
      throw new PipelineException(
          ErrorKind.CONFIGURATION,
          "%s=%s cannot be read: %s".formatted(VARIABLE, file, e.getMessage()),
          e);
    }
  }
}
