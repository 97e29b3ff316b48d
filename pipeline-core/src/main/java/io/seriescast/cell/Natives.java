package io.seriescast.cell;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;

/** Loads what is not Java in this JVM, once and early, and says what it may use. */
public final class Natives {
  private static final String CACHE_DIR = "org.bytedeco.javacpp.cachedir";
  private static final String MAX_BYTES = "org.bytedeco.javacpp.maxbytes";

  private static final FutureTask<String> LOADING = new FutureTask<>(Natives::loaded);

  private Natives() {}

  /** Begins to load them beside what the caller goes on with; {@link #load} waits, and tells. */
  public static void begin() {
    Thread beside = new Thread(LOADING, "natives");
    beside.setDaemon(true);
    beside.start();
  }

  /**
   * Loads ND4J and OpenBLAS, pins them to one thread, bounds what arrays may take where {@code
   * maxbytes} is set, and computes one product; once, whoever asks.
   *
   * @return one line: backend, threads, limits, where the libraries were unpacked
   * @throws PipelineException of kind CONFIGURATION when a library cannot be loaded, naming the
   *     folder it is unpacked to and the setting that moves it
   */
  public static String load() {
    LOADING.run(); // nothing where it was begun before
    try {
      return LOADING.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause(), cacheDir());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ND4J was being loaded", e);
    }
  }

  private static String loaded() {
    OneThread.pin();
    if (System.getProperty(MAX_BYTES) != null) {
      // JavaCPP bounds its own pointers by it; ND4J allocates arrays past it, with a limit of its
      // own.
      Nd4j.getEnvironment().setDeviceLimit(0, Pointer.maxBytes());
    }
    if (Nd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber().doubleValue() != 8) {
      throw new IllegalStateException("2×2 ones times 2×2 ones is not 8");
    }
    return "natives %s, %d thread, off-heap limit %s, resident limit %s, unpacked to %s"
        .formatted(
            Nd4j.getBackend().getClass().getSimpleName(),
            Nd4j.getEnvironment().maxThreads(),
            size(Nd4j.getEnvironment().getDeviceLimit(0)),
            size(Pointer.maxPhysicalBytes()),
            cacheDir());
  }

  /**
   * As a user can act on it: a folder that is mounted noexec, full or not writable is the cause.
   */
  static PipelineException failure(Throwable cause, String cacheDir) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new PipelineException(
        ErrorKind.CONFIGURATION,
        ("the native libraries of ND4J cannot be loaded from %s (%s: %s). The folder must be"
                + " writable, have 500 MB free and not be mounted noexec: choose another with"
                + " -D%s=FOLDER in spark.driver.extraJavaOptions and spark.executor.extraJavaOptions;"
                + " and the jar must hold the libraries of this platform, %s")
            .formatted(
                cacheDir,
                root.getClass().getSimpleName(),
                root.getMessage(),
                CACHE_DIR,
                Loader.getPlatform()),
        cause);
  }

  /** Where JavaCPP unpacks to, without asking it: it fails when it cannot. */
  static String cacheDir() {
    String set = System.getProperty(CACHE_DIR);
    return set != null ? set : System.getProperty("user.home") + "/.javacpp/cache";
  }

  private static String size(long bytes) {
    return bytes <= 0 ? "none" : "%,d MB".formatted(bytes >> 20);
  }
}
