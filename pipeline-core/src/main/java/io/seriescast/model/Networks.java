package io.seriescast.model;

import io.seriescast.cell.Cell;
import io.seriescast.cell.RecurrentStack;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.window.WindowShape;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The network that the settings describe: a stack of recurrent layers, whose last state, and the
 * last steps of the input beside it (the highway), feed a linear layer of horizon outputs, or as
 * many for every quantile.
 */
public final class Networks {
  private Networks() {}

  /**
   * A network that has learned nothing yet, from [batch, channels, steps] to [batch, horizon], or
   * [batch, quantiles · horizon], both scaled.
   *
   * @param clipNorm gradient norm per layer above which it is scaled down, 0 = off
   */
  public static MultiLayerNetwork create(
      ModelSettings model,
      CellKind cell,
      WindowShape shape,
      RateSchedule rate,
      double clipNorm,
      long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(configuration(model, cell, shape, rate, clipNorm, seed));
    network.init();
    return network;
  }

  private static MultiLayerConfiguration configuration(
      ModelSettings model,
      CellKind cell,
      WindowShape shape,
      RateSchedule rate,
      double clipNorm,
      long seed) {
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
            new RecurrentStack.Builder()
                .cell(cell(cell))
                .nIn(shape.channels())
                .hidden(model.hidden())
                .layers(model.layers())
                .bidirectional(model.bidirectional())
                .dropout(model.dropout())
                // what is known of the horizon feeds the linear layer directly as well: one state
                // would have to remember it step by step
                .highway(model.highway() + shape.ahead())
                .build())
        .layer(
            new OutputLayer.Builder(new ForecastLoss(model.loss(), model.trainedQuantiles()))
                .activation(Activation.IDENTITY)
                .nOut((long) shape.horizon() * Math.max(1, model.trainedQuantiles().size()))
                .build())
        .setInputType(InputType.recurrent(shape.channels(), shape.steps()))
        .build();
  }

  private static Cell cell(CellKind kind) {
    return switch (kind) {
      case RNN -> Cell.RNN_TANH;
      case RNN_RELU -> Cell.RNN_RELU;
      case LSTM -> Cell.LSTM;
      case GRU -> Cell.GRU;
    };
  }
}
