package io.seriescast.publish;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write a run, one process at a time: {@code OUTPUT/work/RUN_ID/leases/N.json},
 * created exclusively, its modification time the heartbeat. The highest number holds the run. A
 * lease is taken over when its process is gone from this host, is an earlier attempt of the same
 * application, or has not beaten for {@link #DEAD}; the one it was taken from learns that at {@link
 * #requireHeld()}, before it could publish.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** A holder beats this often. */
  static final Duration BEAT = Duration.ofSeconds(30);

  /**
   * Long enough for a pause of a garbage collector or of a name node, and for clocks of two hosts.
   */
  static final Duration DEAD = Duration.ofMinutes(10);

  private static final Pattern NUMBER = Pattern.compile("([1-9]\\d{0,17})\\.json");
  private static final long LARGEST = 1 << 16;
  private static final int ATTEMPTS = 10;

  private final Storage storage;
  private final RunId runId;
  private final Path file;
  private final byte[] content;
  private final ScheduledExecutorService heart;
  private final Runnable whenClosed;

  private Lease(Run run, Path file, byte[] content, Runnable whenClosed) {
    this.whenClosed = whenClosed;
    this.storage = run.output().storage();
    this.runId = run.runId();
    this.file = file;
    this.content = content;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease-of-run-" + runId);
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        heart.scheduleWithFixedDelay(
            this::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * @param application Spark's application id
   * @param whenClosed told when the lease is given back
   * @throws PipelineException of kind CONFLICT that names the process that works on the run
   */
  static Lease take(Run run, String application, Clock clock, Runnable whenClosed) {
    Storage storage = run.output().storage();
    LeaseHolder self = LeaseHolder.self(application, clock.instant());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<FileStatus> leases = leases(run);
      long last = 0;
      for (FileStatus lease : leases) {
        requireTakeable(run, lease, self, clock);
        last = Math.max(last, number(lease.getPath()));
      }
      Path file = new Path(folder(run), (last + 1) + ".json");
      byte[] content = Json.bytes(self);
      if (Storage.told("write", file, () -> run.output().createExclusively(file, content))) {
        leases.forEach(l -> storage.delete(l.getPath()));
        return new Lease(run, file, content, whenClosed);
      }
    }
    throw PipelineException.conflict(
        "run %s: other processes took it %d times in a row", run.runId(), ATTEMPTS);
  }

  private static void requireTakeable(Run run, FileStatus lease, LeaseHolder self, Clock clock) {
    if (!isLive(lease, clock)) {
      return;
    }
    LeaseHolder holder;
    try {
      byte[] json = run.output().storage().read(lease.getPath(), LARGEST);
      holder = Json.read(json, LeaseHolder.class, lease.getPath());
    } catch (PipelineException e) {
      throw new PipelineException(
          ErrorKind.CONFLICT,
          "run %s: another process works on it or has just stopped (%s). Try again in %d minutes"
              .formatted(run.runId(), e.getMessage(), DEAD.toMinutes()),
          e);
    }
    if (!holder.isGone() && !holder.isSucceededBy(self)) {
      throw PipelineException.conflict(
          "run %s is being worked on by %s. Wait for it, or give another --run-id; should that"
              + " process be dead, it is taken over %d minutes after its last sign of life",
          run.runId(), holder, DEAD.toMinutes());
    }
    LOG.info("run {} is taken over from {}", run.runId(), holder);
  }

  /** Whether anybody may still be working on a run. */
  static boolean isLive(Run run, Clock clock) {
    return leases(run).stream()
        .filter(lease -> isLive(lease, clock))
        .anyMatch(
            lease -> {
              try {
                byte[] json = run.output().storage().read(lease.getPath(), LARGEST);
                return !Json.read(json, LeaseHolder.class, lease.getPath()).isGone();
              } catch (PipelineException unreadable) {
                return true;
              }
            });
  }

  private static boolean isLive(FileStatus lease, Clock clock) {
    return clock.millis() - lease.getModificationTime() < DEAD.toMillis();
  }

  /**
   * @throws PipelineException of kind CONFLICT when another process has taken the run meanwhile
   */
  public void requireHeld() {
    if (!isOurs()) {
      throw PipelineException.conflict(
          "run %s was taken over by another process, since this one gave no sign of life for %d"
              + " minutes. Nothing was published by this one",
          runId, DEAD.toMinutes());
    }
  }

  /** By content: once two have come and gone, the number may be another's. */
  private boolean isOurs() {
    return storage.exists(file) && Arrays.equals(storage.read(file, LARGEST), content);
  }

  private void beat() {
    try {
      if (isOurs()) {
        FileSystem fs = storage.fileSystem();
        long before = fs.getFileStatus(file).getModificationTime();
        fs.setTimes(file, System.currentTimeMillis(), -1);
        if (fs.getFileStatus(file).getModificationTime() == before) {
          // Object stores have no other way to a new modification time.
          Storage.writeAndClose(fs.create(file, true), content);
        }
      }
    } catch (Exception e) { // the next beat may succeed; a thrown one would be the last
      LOG.warn("run {}: no sign of life could be given: {}", runId, e.getMessage());
    }
  }

  /** The heart stands still; nothing is written from here on. */
  void stop() {
    heart.shutdownNow();
    try {
      if (!heart.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("run {}: the heartbeat does not end", runId);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the run free for the next command. */
  @Override
  public void close() {
    stop();
    whenClosed.run();
    try {
      if (isOurs()) {
        storage.delete(file);
      }
    } catch (PipelineException e) {
      LOG.warn("run {}: {}", runId, e.getMessage());
    }
  }

  private static List<FileStatus> leases(Run run) {
    return run.output().storage().list(folder(run)).stream()
        .filter(f -> number(f.getPath()) > 0)
        .toList();
  }

  private static long number(Path path) {
    var name = NUMBER.matcher(path.getName());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  private static Path folder(Run run) {
    return new Path(run.work(), "leases");
  }
}
