package io.seriescast.train;

import io.seriescast.config.Checks;
import io.seriescast.model.Optimiser;
import io.seriescast.model.RateSchedule;
import io.seriescast.window.WindowWeights;

/** The section {@code train}. */
public record TrainSettings(
    int epochs,
    int batchSize,
    Optimiser.Kind optimiser,
    double momentum,
    double weightDecay,
    double learningRate,
    RateSchedule.Kind schedule,
    int decayEpochs,
    double decayFactor,
    double clipNorm,
    double clipValue,
    WindowWeights.Kind weights,
    int patience,
    boolean refit,
    double refitShare,
    int workers,
    int averagingFrequency,
    int checkpointEpochs,
    double checkpointMinutes,
    String warmStart,
    long seed) {
  public TrainSettings {
    new Checks()
        .atLeast("epochs", epochs, 1)
        .atLeast("batch-size", batchSize, 1)
        .that(momentum >= 0 && momentum < 1, "momentum", "must be ≥ 0 and < 1", momentum)
        .between("weight-decay", weightDecay, 0, 1)
        .positive("learning-rate", learningRate)
        .atLeast("decay-epochs", decayEpochs, 1)
        .that(
            decayFactor > 0 && decayFactor < 1, "decay-factor", "must be > 0 and < 1", decayFactor)
        .atLeast("clip-norm", clipNorm, 0)
        .atLeast("clip-value", clipValue, 0)
        .that(
            clipNorm == 0 || clipValue == 0,
            "clip-value",
            "must be 0 unless train.clip-norm = 0: gradients are clipped by one of them",
            clipValue)
        .atLeast("patience", patience, 0)
        .between("refit-share", refitShare, 0, 1)
        .atLeast("workers", workers, 1)
        .atLeast("averaging-frequency", averagingFrequency, 1)
        .atLeast("checkpoint-epochs", checkpointEpochs, 1)
        .atLeast("checkpoint-minutes", checkpointMinutes, 0)
        .done();
  }

  /** What a second fit trains with that goes on from the first: fewer epochs at half the rate. */
  public TrainSettings goingOn() {
    return new TrainSettings(
        (int) Math.max(1, Math.round(refitShare * epochs)),
        batchSize,
        optimiser,
        momentum,
        weightDecay,
        learningRate / 2,
        schedule,
        decayEpochs,
        decayFactor,
        clipNorm,
        clipValue,
        weights,
        patience,
        refit,
        refitShare,
        workers,
        averagingFrequency,
        checkpointEpochs,
        checkpointMinutes,
        warmStart,
        seed);
  }

  /**
   * The optimiser of a training of {@code epochs}.
   *
   * @param minibatches of each worker in one epoch
   */
  public Optimiser optimiser(int minibatches) {
    RateSchedule rate =
        new RateSchedule(
            schedule,
            learningRate,
            (long) minibatches * epochs,
            (long) minibatches * decayEpochs,
            decayFactor);
    return new Optimiser(optimiser, rate, momentum, weightDecay, clipNorm, clipValue);
  }
}
