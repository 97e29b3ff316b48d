package io.seriescast.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM as a request: training keeps its state and stops, and only then Spark and the file
 * systems are shut down, which hook in at the same place with lower priority. The process ends with
 * 143, as every process does that SIGTERM ended.
 */
final class GracefulStop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GracefulStop.class);

  /** Kubernetes gives a pod 30 s by default before it kills it. */
  private static final long GRACE_SECONDS = 25;

  /** Above Spark's, which stops the context in the order FileSystem's + 30. */
  private static final int PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;
  private final Thread hook = new Thread(this::request, "stop");

  private GracefulStop() {}

  /** From here to {@link #close} a signal asks instead of killing. */
  static GracefulStop install() {
    GracefulStop stop = new GracefulStop();
    ShutdownHookManager.get()
        .addShutdownHook(stop.hook, PRIORITY, GRACE_SECONDS + 5, TimeUnit.SECONDS);
    return stop;
  }

  /** Whether the process was asked to end. */
  boolean requested() {
    return requested;
  }

  private void request() {
    requested = true;
    log.warn(
        "asked to end: waiting up to {} s for the step to end, or for training to keep its state",
        GRACE_SECONDS);
    try {
      if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("ending without: the last checkpoint on disk is what a rerun goes on from");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
