package io.seriescast.train;

import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowWeights;

/**
 * What a network learns from.
 *
 * @param training windows to train on
 * @param validation windows to measure the loss on after every epoch; may hold none
 * @param weights of both
 */
public record TrainingData(
    WindowEncoder encoder, WindowBlocks training, WindowBlocks validation, WindowWeights weights) {

  /** With the weights that the settings ask for, fitted on the windows to train on. */
  public static TrainingData of(
      WindowEncoder encoder,
      WindowBlocks training,
      WindowBlocks validation,
      TrainSettings settings) {
    return new TrainingData(
        encoder, training, validation, WindowWeights.fit(settings.weights(), training, encoder));
  }
}
