package io.seriescast.model;

import io.seriescast.cell.Cell;
import io.seriescast.cell.LinearOutput;
import io.seriescast.cell.RecurrentStack;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.window.WindowShape;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;

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
   * @param seed of the initial weights and of dropout
   */
  public static MultiLayerNetwork create(
      ModelSettings model, CellKind cell, WindowShape shape, Optimiser optimiser, long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            optimiser.decaying(configuration(model, cell, shape, optimiser, seed)));
    network.init();
    return network;
  }

  /**
   * The same for one member of a run, with the weights of a published network if there is one to
   * start from.
   */
  public static MultiLayerNetwork create(
      ModelSettings model,
      ModelSettings.Member member,
      WindowShape shape,
      Optimiser optimiser,
      long seed,
      Optional<WarmStart> start) {
    MultiLayerNetwork network = create(model, member.cell(), shape, optimiser, seed);
    start.ifPresent(warm -> warm.load(member.name(), network));
    return network;
  }

  /** Gives back its layers' memory outside the heap, which a collector in no hurry would keep. */
  public static void release(MultiLayerNetwork network) {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
  }

  private static MultiLayerConfiguration configuration(
      ModelSettings model, CellKind cell, WindowShape shape, Optimiser optimiser, long seed) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().seed(seed).weightInit(WeightInit.XAVIER);
    return optimiser
        .configure(builder)
        .list()
        .layer(
            new RecurrentStack.Builder()
                .cell(cell(cell))
                .nIn(shape.channels())
                .hidden(model.hidden())
                .layers(model.layers())
                .bidirectional(model.bidirectional())
                .dropout(model.dropout())
                .variationalDropout(model.variationalDropout())
                // what is known of the horizon feeds the linear layer directly as well: one state
                // would have to remember it step by step
                .highway(model.highway() + shape.ahead())
                .build())
        .layer(
            LinearOutput.of(
                new ForecastLoss(model.loss(), model.trainedQuantiles()),
                (long) shape.horizon() * Math.max(1, model.trainedQuantiles().size())))
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
