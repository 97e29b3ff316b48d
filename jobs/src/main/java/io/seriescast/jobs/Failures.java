package io.seriescast.jobs;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Finds the failure that the user can mend among the causes of an exception; Spark wraps what tasks
 * throw.
 */
final class Failures {
  /** What ends a command that a signal ends. */
  static final String STOPPED =
      "stopped from outside (SIGTERM); run the same command again: a run with --run-id or --resume"
          + " goes on from what it wrote";

  private Failures() {}

  /** The user's failure, or null when it is a bug of ours. */
  static PipelineException told(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException told) {
        return told;
      }
    }
    // Whatever fails while Spark and the file systems are being shut down, does so for that reason.
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      return new PipelineException(ErrorKind.STOPPED, STOPPED, e);
    }
    return SparkFailures.told(e);
  }
}
