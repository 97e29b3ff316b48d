package io.seriescast.jobs;

import io.seriescast.error.PipelineException;

/**
 * Finds the failure that the user can mend among the causes of an exception; Spark wraps what tasks
 * throw.
 */
final class Failures {
  private Failures() {}

  /** The user's failure, or null when it is a bug of ours. */
  static PipelineException told(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException told) {
        return told;
      }
    }
    return SparkFailures.told(e);
  }
}
