package io.seriescast.train;

/** Says when the state is to be kept: after so many epochs, and after so many minutes. */
final class CheckpointClock {
  private final TrainSettings settings;
  private final long interval;
  private long newest = System.nanoTime();

  CheckpointClock(TrainSettings settings) {
    this.settings = settings;
    this.interval = (long) (settings.checkpointMinutes() * 60e9);
  }

  /** Whether the minutes since the newest checkpoint are over. */
  boolean isDue() {
    return settings.checkpointMinutes() > 0 && System.nanoTime() - newest >= interval;
  }

  boolean isDueAfter(int epoch) {
    return isDue() || epoch % settings.checkpointEpochs() == 0 || epoch == settings.epochs();
  }

  void saved() {
    newest = System.nanoTime();
  }
}
