package io.seriescast;

import io.seriescast.train.TrainingProgress;
import java.util.Map;

/** Is told how the pipeline goes, on the driver. */
public interface PipelineProgress extends TrainingProgress {
  default void begun(Step step, String runId) {}

  /** {@code outcome} in a few words: rows, windows, loss. */
  default void done(Step step, String outcome, double seconds) {}

  /** What there is to know at the end: figures, and where everything is. */
  default void summary(Map<String, String> facts) {}
}
