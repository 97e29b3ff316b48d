package io.seriescast.jobs;

import io.seriescast.Settings;
import io.seriescast.Step;
import io.seriescast.cell.Natives;
import io.seriescast.config.FileSystems;
import io.seriescast.config.Redaction;
import io.seriescast.error.PipelineException;
import io.seriescast.publish.Output;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be known to fail before hours of work is said before them: native libraries, room for
 * parallel trainers, memory, free space. Rights on the output are shown when it is opened, the
 * input when its fingerprint is taken; both come right after.
 */
record Preflight(Settings settings, List<Step> steps, SparkConf conf, Configuration hadoop) {
  private static final Logger log = LoggerFactory.getLogger(Preflight.class);

  /** Compressed input grows in hand-overs, series, predictions of every model and checkpoints. */
  private static final int GROWTH = 8;

  private static final long LEAST_FREE = 64L << 20;

  static Preflight of(SparkSession spark, Settings settings, List<Step> steps) {
    return new Preflight(
        settings, steps, spark.sparkContext().getConf(), spark.sessionState().newHadoopConf());
  }

  /**
   * @throws PipelineException of kind CONFIGURATION or DATA that names the setting to change
   */
  void check() {
    checkFreeSpace();
    if ((steps.contains(Step.TRAIN) || steps.contains(Step.BACKTEST))
        && settings.forecast().model().isBlank()) {
      Slots.of(conf).requireFor(settings.train().workers());
      log.info("driver: {}", Natives.load());
      checkMemory(MemoryNeed.of(settings), MemoryLimits.of(conf));
    }
  }

  static void checkMemory(MemoryNeed need, MemoryLimits limits) {
    if (need.driverHeap() > limits.driverHeap() / 2) {
      throw PipelineException.configuration(
          "the driver needs about %,d MB of heap for the states of a network of %,d parameters, and"
              + " half of its %,d MB is what there is: raise spark.driver.memory (SERIESCAST_MEMORY"
              + " with submit/local.sh), or lower model.hidden, model.layers or train.workers",
          need.driverHeap() >> 20, need.parameters(), limits.driverHeap() >> 20);
    }
    requireOffHeap(
        need,
        limits.offHeap(),
        "may take %,d MB: raise -Dorg.bytedeco.javacpp.maxbytes in spark.executor.extraJavaOptions"
            + " and with it spark.executor.memoryOverhead");
    requireOffHeap(
        need,
        limits.overhead(),
        "its container grants %,d MB beside the heap, or it is killed: raise"
            + " spark.executor.memoryOverhead");
    requireOffHeap(need, limits.machine(), "this machine has %,d MB in all: take a larger one");
  }

  private static void requireOffHeap(MemoryNeed need, long limit, String found) {
    if (limit > 0 && need.trainerOffHeap() > limit) {
      throw PipelineException.configuration(
          "a trainer needs about %,d MB outside the heap (%,d parameters, minibatches and their"
              + " activations), and "
              + found
              + ", or lower train.batch-size, model.hidden or model.layers",
          need.trainerOffHeap() >> 20,
          need.parameters(),
          limit >> 20);
    }
  }

  private void checkFreeSpace() {
    String output = settings.publish().output();
    try {
      FileSystem storage = FileSystems.of(Output.KEY, output, hadoop);
      Path there = new Path(output);
      while (there.getParent() != null && !storage.exists(there)) {
        there = there.getParent();
      }
      requireFree(output, storage.getStatus(there).getRemaining(), spaceNeeded());
    } catch (IOException e) {
      // Opening the output says it better; object stores have no such figure.
      log.debug("free space of {} is unknown", Redaction.text(output), e);
    }
  }

  static void requireFree(String output, long free, long need) {
    if (free < need) {
      throw PipelineException.data(
          "%s has %,d MB free, and this run may write about %,d MB: free some space, or give"
              + " --output another place",
          Redaction.text(output), free >> 20, need >> 20);
    }
  }

  private long spaceNeeded() throws IOException {
    return LEAST_FREE + GROWTH * InputSize.of(settings.source(), hadoop);
  }
}
