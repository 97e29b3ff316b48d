package io.seriescast.publish;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who works on a run: a process on a host, for a Spark application.
 *
 * @param application Spark's application id: a second attempt of the same application on YARN takes
 *     over from the first
 * @param processStarted tells a process from another that got its number later
 */
record LeaseHolder(
    String application, String host, long pid, Instant processStarted, Instant taken) {

  /**
   * A start is counted from the machine's, which every process computes for itself, by a clock that
   * may have been set since.
   */
  private static final Duration SAME = Duration.ofSeconds(10);

  static LeaseHolder self(String application, Instant now) {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(application, thisHost(), process.pid(), started(process), now);
  }

  /** Dead for sure: it ran on this host, and there is no such process any more. */
  boolean isGone() {
    if (!host.equals(thisHost())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isEmpty()
        || Duration.between(started(process.get()), processStarted).abs().compareTo(SAME) > 0;
  }

  /** An earlier attempt of the same application: its successor is there because it is dead. */
  boolean isSucceededBy(LeaseHolder other) {
    return application.equals(other.application) && !(pid == other.pid && host.equals(other.host));
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-" + ProcessHandle.current().pid();
    }
  }

  @Override
  public String toString() {
    return "process %d on %s (application %s, since %s)".formatted(pid, host, application, taken);
  }
}
