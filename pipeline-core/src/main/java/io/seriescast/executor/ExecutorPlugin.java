package io.seriescast.executor;

import io.seriescast.cell.Natives;
import io.seriescast.error.ErrorKind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every executor ready before its first task: loads the native libraries, pins them to one
 * thread, logs one line about memory and threads, and begins the watchdog. An executor that cannot
 * load them ends at once, with the reason in its log, instead of failing task after task. On the
 * driver of a cluster it looks whether there are executors at all. Named by {@code spark.plugins}.
 */
public final class ExecutorPlugin implements SparkPlugin {
  /** How long one minibatch may take; 0 = for ever. */
  static final String HANG = "spark.seriescast.hangTimeout";

  /** How long the jobs of a driver may wait without an executor; 0 = for ever. */
  static final String GONE = "spark.seriescast.noExecutorTimeout";

  /** An executor that hung exits with it; the driver's hint goes by it. */
  public static final int HUNG = 64;

  @Override
  public DriverPlugin driverPlugin() {
    return new OnDriver();
  }

  @Override
  public org.apache.spark.api.plugin.ExecutorPlugin executorPlugin() {
    return new OnExecutor();
  }

  /**
   * Ends this JVM when work hangs: an executor's tasks are then tried elsewhere; a driver of local
   * mode ends as failed training does, and the same command goes on from the last checkpoint.
   *
   * @param executorId {@code driver} in local mode
   * @return null when the limit is 0
   */
  static Watchdog watchdog(SparkConf conf, String executorId) {
    Duration limit = Duration.ofSeconds(conf.getTimeAsSeconds(HANG, "10min"));
    boolean local = executorId.equals("driver");
    return limit.isZero()
        ? null
        : new Watchdog(
                limit,
                told -> {
                  System.err.printf(
                      "seriescast: %s%n%s%n",
                      told,
                      local
                          ? "The process ends; the same command with --run-id (or --resume) goes on"
                              + " from the last checkpoint. A slow but healthy machine wants a"
                              + " longer "
                              + HANG
                          : "This executor ends, so that its work is done by another");
                  Runtime.getRuntime().halt(local ? ErrorKind.TRAINING.exitCode() : HUNG);
                })
            .ofThisJvm();
  }

  private static final class OnDriver implements DriverPlugin {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private ScheduledExecutorService looking;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext unused) {
      Duration limit = Duration.ofSeconds(spark.conf().getTimeAsSeconds(GONE, "30min"));
      if (!spark.isLocal() && !limit.isZero()) {
        ExecutorsGone gone = new ExecutorsGone(limit, System.nanoTime());
        looking = Looks.every(EVERY, "executors-gone", () -> gone.look(spark));
      }
      return Map.of();
    }

    @Override
    public void shutdown() {
      if (looking != null) {
        looking.shutdownNow();
      }
    }
  }

  private static final class OnExecutor implements org.apache.spark.api.plugin.ExecutorPlugin {
    private static final Logger log = LoggerFactory.getLogger(ExecutorPlugin.class);
    private Watchdog watchdog;

    @Override
    public void init(PluginContext context, Map<String, String> unused) {
      String natives = Natives.load();
      watchdog = watchdog(context.conf(), context.executorID());
      log.info(
          // No host: on executors Spark 3.5 throws when asked for it.
          "executor {}: {} cores, heap {} MB, OMP_NUM_THREADS={}, {}",
          context.executorID(),
          context.conf().get("spark.executor.cores", "?"),
          Runtime.getRuntime().maxMemory() >> 20,
          System.getenv().getOrDefault("OMP_NUM_THREADS", "unset"),
          natives);
    }

    @Override
    public void shutdown() {
      if (watchdog != null) {
        watchdog.close();
      }
    }
  }
}
