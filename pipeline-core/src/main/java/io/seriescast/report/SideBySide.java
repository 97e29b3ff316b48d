package io.seriescast.report;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * Queries that do not wait for each other. Most of the page's are over before they have filled two
 * cores, let alone a cluster: planning them takes longer, and that is one thread's work each.
 */
final class SideBySide implements AutoCloseable {
  private static final int MOST = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(MOST);
  private final Map<String, String> logContext = MDC.getCopyOfContextMap();

  /**
   * Begins a query.
   *
   * @return waits for its result, or throws what it failed of as the cause
   */
  <T> Supplier<T> begin(Supplier<T> query) {
    return CompletableFuture.supplyAsync(
            () -> {
              if (logContext != null) {
                MDC.setContextMap(logContext);
              }
              return query.get();
            },
            threads)
        ::join;
  }

  /** Ends the threads; queries that nobody waited for any more are not begun. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
