package io.seriescast.jobs;

import io.seriescast.error.PipelineException;

/**
 * Spark 3.5 runs on Java 17; on 24 and later it fails late and in riddles, so it is said at the
 * start.
 */
final class JavaVersion {
  private static final int LEAST = 17;
  private static final int LAST = 21;

  private JavaVersion() {}

  static void require() {
    require(Runtime.version().feature(), System.getProperty("java.home"));
  }

  static void require(int feature, String home) {
    if (feature < LEAST || feature > LAST) {
      throw PipelineException.configuration(
          "Java %d to %d is needed (Spark 3.5), found %d in %s: set JAVA_HOME to a JDK 17",
          LEAST, LAST, feature, home);
    }
  }
}
