package io.seriescast.train;

import io.seriescast.config.Checks;
import io.seriescast.model.RateSchedule;
import io.seriescast.window.WindowWeights;

/** The section {@code train}. */
public record TrainSettings(
    int epochs,
    int batchSize,
    double learningRate,
    RateSchedule.Kind schedule,
    double clipNorm,
    WindowWeights.Kind weights,
    int patience,
    boolean refit,
    int workers,
    int averagingFrequency,
    int checkpointEpochs,
    long seed) {
  public TrainSettings {
    new Checks()
        .atLeast("epochs", epochs, 1)
        .atLeast("batch-size", batchSize, 1)
        .positive("learning-rate", learningRate)
        .atLeast("clip-norm", clipNorm, 0)
        .atLeast("patience", patience, 0)
        .atLeast("workers", workers, 1)
        .atLeast("averaging-frequency", averagingFrequency, 1)
        .atLeast("checkpoint-epochs", checkpointEpochs, 1)
        .done();
  }

  /** The learning rate over {@code iterations} minibatches of each worker. */
  public RateSchedule rate(long iterations) {
    return new RateSchedule(schedule, learningRate, iterations);
  }
}
