package io.seriescast.executor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Notices work that does not come back: a call into native code cannot be interrupted, and its JVM
 * goes on giving signs of life, so that nobody else would. One for each JVM, begun by {@link
 * ExecutorPlugin}; without it nothing is watched.
 */
public final class Watchdog implements AutoCloseable {
  /** How often is looked, as a share of the limit. */
  private static final int LOOKS = 10;

  private static volatile Watchdog ofThisJvm;

  /** What a thread is in the middle of. */
  private record Work(String what, Thread thread, long since) {}

  private final Duration limit;
  private final Consumer<String> bark;
  private final Set<Work> going = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looking;

  /**
   * @param limit of one piece of work
   * @param bark told once, in words, with the stack of the thread; not to return where the JVM is
   *     to end
   */
  Watchdog(Duration limit, Consumer<String> bark) {
    this.limit = limit;
    this.bark = bark;
    this.looking = Looks.every(limit.dividedBy(LOOKS), "watchdog", this::look);
  }

  /** Puts this one in charge of {@link #watch}. */
  Watchdog ofThisJvm() {
    ofThisJvm = this;
    return this;
  }

  /**
   * Does a piece of work in this thread, watched.
   *
   * @param what it is in words, as in "a minibatch"
   */
  public static void watch(String what, Runnable work) {
    Watchdog watchdog = ofThisJvm;
    if (watchdog == null) {
      work.run();
    } else {
      watchdog.during(what, work);
    }
  }

  void during(String what, Runnable work) {
    Work begun = new Work(what, Thread.currentThread(), System.nanoTime());
    going.add(begun);
    try {
      work.run();
    } finally {
      going.remove(begun);
    }
  }

  private void look() {
    going.forEach(
        work -> {
          if (System.nanoTime() - work.since() > limit.toNanos() && going.remove(work)) {
            bark.accept(told(work));
          }
        });
  }

  private String told(Work work) {
    StringBuilder told =
        new StringBuilder(
            "%s takes longer than %d s in thread %s: it hangs"
                .formatted(work.what(), limit.toSeconds(), work.thread().getName()));
    for (StackTraceElement frame : work.thread().getStackTrace()) {
      told.append(System.lineSeparator()).append("\tat ").append(frame);
    }
    return told.toString();
  }

  @Override
  public void close() {
    looking.shutdownNow();
    if (ofThisJvm == this) {
      ofThisJvm = null;
    }
  }
}
