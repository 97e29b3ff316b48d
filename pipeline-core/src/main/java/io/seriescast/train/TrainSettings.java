package io.seriescast.train;

import io.seriescast.config.Checks;

/** The section {@code train}. */
public record TrainSettings(
    int epochs,
    int batchSize,
    double learningRate,
    Schedule schedule,
    double clipNorm,
    int workers,
    int averagingFrequency,
    long seed) {
  /** How the learning rate moves over the run's iterations. */
  public enum Schedule {
    CONSTANT,
    COSINE,
    ONE_CYCLE
  }

  public TrainSettings {
    new Checks()
        .atLeast("epochs", epochs, 1)
        .atLeast("batch-size", batchSize, 1)
        .positive("learning-rate", learningRate)
        .atLeast("clip-norm", clipNorm, 0)
        .atLeast("workers", workers, 1)
        .atLeast("averaging-frequency", averagingFrequency, 1)
        .done();
  }
}
