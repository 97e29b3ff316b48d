package io.seriescast;

import io.seriescast.train.TrainingProgress;

/** Is told how the pipeline goes, on the driver. */
public interface PipelineProgress extends TrainingProgress {
  default void begun(Step step, String runId) {}

  /** {@code outcome} in a few words: rows, windows, loss. */
  default void done(Step step, String outcome, double seconds) {}

  /** Fit {@code number}, from 1, of a backtest begins. */
  default void fit(int number, int fits) {}

  /** The step was done by an earlier command of the same run. */
  default void skipped(Step step) {}

  /** What there is to know at the end: figures, and where everything is. */
  default void summary(RunSummary summary) {}
}
