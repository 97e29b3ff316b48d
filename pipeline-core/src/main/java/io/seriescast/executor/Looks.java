package io.seriescast.executor;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looking at something at regular times. */
final class Looks {
  private Looks() {}

  /** Begins, in a thread of this name that keeps no JVM alive. */
  static ScheduledExecutorService every(Duration time, String name, Runnable look) {
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    long millis = Math.max(1, time.toMillis());
    var unused = looking.scheduleWithFixedDelay(look, millis, millis, TimeUnit.MILLISECONDS);
    return looking;
  }
}
