package io.seriescast.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Time for a command that a signal ended to say so. Once Spark and the file systems are shut down
 * the process would be gone before the failure that this means has reached {@link Main}. It may not
 * reach it in time: what plans a query or reads a file notices nothing until it asks Spark for
 * something. Then it is said here.
 */
final class LastWords {
  private static final long SECONDS = 3;

  /** After all others'. */
  private static final int PRIORITY = 1;

  private final CountDownLatch ended = new CountDownLatch(1);

  /** From here to {@link #said}. */
  LastWords() {
    ShutdownHookManager.get().addShutdownHook(this::await, PRIORITY);
  }

  private void await() {
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        System.err.println("seriescast: " + Failures.STOPPED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void said() {
    ended.countDown();
  }
}
