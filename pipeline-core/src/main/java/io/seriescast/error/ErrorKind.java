package io.seriescast.error;

/** Whose mistake it was, and the exit code that tells a scheduler so. */
public enum ErrorKind {
  /** The command line or the configuration. */
  CONFIGURATION(2),
  /** The input: missing, unreadable, empty, or worse than the thresholds allow. */
  DATA(3),
  /** Training diverged, hung, or a model cannot be used. */
  TRAINING(4),
  /** The forecasts lose to the baseline beyond the margin of {@code evaluate.gate}. */
  QUALITY_GATE(5),
  /** The output holds something that this run must not replace. */
  CONFLICT(6),
  /** Asked to end by SIGTERM; training kept its state. */
  STOPPED(143);

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of the process, as the README lists them; 0 is success and 1 our own bug. */
  public int exitCode() {
    return exitCode;
  }
}
