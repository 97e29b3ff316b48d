package io.seriescast.train;

/** Is told how training goes, on the driver. */
public interface TrainingProgress {
  /** Tells nobody. */
  TrainingProgress SILENT = new TrainingProgress() {};

  /** After an averaging round; {@code done} of {@code total} rounds of all epochs. */
  default void round(String model, int epoch, long done, long total, double loss) {}

  /** After an epoch. */
  default void epoch(EpochLoss loss, int epochs) {}

  /** Asked after every averaging round: whether to keep the state and stop. */
  default boolean stopRequested() {
    return false;
  }
}
