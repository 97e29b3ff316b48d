package io.seriescast.executor;

import io.seriescast.cell.Natives;
import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every executor ready before its first task: loads the native libraries, pins them to one
 * thread, and logs one line about memory and threads. An executor that cannot load them ends at
 * once, with the reason in its log, instead of failing task after task. Named by {@code
 * spark.plugins}.
 */
public final class ExecutorPlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public org.apache.spark.api.plugin.ExecutorPlugin executorPlugin() {
    return new OnExecutor();
  }

  private static final class OnExecutor implements org.apache.spark.api.plugin.ExecutorPlugin {
    private static final Logger log = LoggerFactory.getLogger(ExecutorPlugin.class);

    @Override
    public void init(PluginContext context, Map<String, String> unused) {
      String natives = Natives.load();
      log.info(
          // No host: on executors Spark 3.5 throws when asked for it.
          "executor {}: {} cores, heap {} MB, OMP_NUM_THREADS={}, {}",
          context.executorID(),
          context.conf().get("spark.executor.cores", "?"),
          Runtime.getRuntime().maxMemory() >> 20,
          System.getenv().getOrDefault("OMP_NUM_THREADS", "unset"),
          natives);
    }
  }
}
