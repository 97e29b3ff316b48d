package io.seriescast.cell;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small networks and arrays for the tests of this room. */
final class Stacks {
  static final int CHANNELS = 2;
  static final int TARGETS = 2;

  private Stacks() {}

  static RecurrentStack.Builder stack(Cell cell) {
    return new RecurrentStack.Builder().cell(cell).nIn(CHANNELS).hidden(3);
  }

  static MultiLayerConfiguration configuration(DataType type, RecurrentStack stack) {
    return configuration(type, stack, builder -> builder);
  }

  static MultiLayerConfiguration configuration(
      DataType type, RecurrentStack stack, UnaryOperator<NeuralNetConfiguration.Builder> options) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().seed(7).dataType(type).updater(new Adam(0.01));
    return options.apply(builder).list().layer(stack).layer(output(stack)).build();
  }

  static MultiLayerNetwork network(DataType type, RecurrentStack stack) {
    return network(configuration(type, stack));
  }

  static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static Layer output(RecurrentStack stack) {
    if (stack.lastStepOnly()) {
      return new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
          .activation(Activation.IDENTITY)
          .nIn(stack.getNOut())
          .nOut(TARGETS)
          .build();
    }
    return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
        .dataFormat(RNNFormat.NCW)
        .activation(Activation.IDENTITY)
        .nIn(stack.getNOut())
        .nOut(TARGETS)
        .build();
  }

  /** Uniform in [−1, 1), drawn in double so that both precisions see the same numbers. */
  static INDArray random(DataType type, long seed, long... shape) {
    INDArray drawn = Nd4j.createUninitialized(DataType.DOUBLE, shape, 'c');
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    for (long i = 0; i < drawn.length(); i++) {
      drawn.putScalar(i, random.nextDouble() * 2 - 1);
    }
    return drawn.castTo(type);
  }

  /** A mask {@code [batch, time]} with series {@code b} padded on the left by {@code b} steps. */
  static INDArray leftPadded(DataType type, int batch, int time) {
    INDArray mask = Nd4j.ones(type, batch, time);
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < Math.min(b, time - 1); t++) {
        mask.putScalar(b, t, 0);
      }
    }
    return mask;
  }
}
