package io.seriescast.model;

import io.seriescast.window.WindowShape;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The network that the settings describe: recurrent layers, whose last step feeds a linear layer of
 * horizon outputs.
 */
public final class Networks {
  private Networks() {}

  /**
   * @param clipNorm gradient norm per layer above which it is scaled down, 0 = off
   * @return configuration of a network from [batch, channels, steps] to [batch, horizon], both
   *     scaled
   */
  public static MultiLayerConfiguration configuration(
      ModelSettings model, ModelSettings.CellKind cell, WindowShape shape, RateSchedule rate, double clipNorm, long seed) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(rate));
    if (clipNorm > 0) {
      builder
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(clipNorm);
    }
    return builder
        .list()
        .layer(
            new LastTimeStep(
                cell == ModelSettings.CellKind.RNN
                    ? new SimpleRnn.Builder().nIn(shape.channels()).nOut(model.hidden()).build()
                    : new LSTM.Builder().nIn(shape.channels()).nOut(model.hidden()).build()))
        .layer(
            new OutputLayer.Builder(new ForecastLoss(model.loss()))
                .activation(Activation.IDENTITY)
                .nIn(model.hidden())
                .nOut(shape.horizon())
                .build())
        .setInputType(InputType.recurrent(shape.channels(), shape.steps()))
        .build();
  }
}
