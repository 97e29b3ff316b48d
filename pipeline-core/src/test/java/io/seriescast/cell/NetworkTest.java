package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The layer as a citizen of a DL4J network: configuration, files, training. */
class NetworkTest {
  private static final RecurrentStack FULL =
      Stacks.stack(Cell.GRU)
          .name("memory")
          .hidden(6)
          .layers(2)
          .bidirectional(true)
          .dropout(0.1)
          .variationalDropout(true)
          .highway(3)
          .build();

  private final DataSet minibatch =
      new DataSet(
          Stacks.random(DataType.FLOAT, 1, 8, Stacks.CHANNELS, 10),
          Stacks.random(DataType.FLOAT, 2, 8, Stacks.TARGETS));

  @Test
  void configurationSurvivesJson() {
    MultiLayerConfiguration configuration = Stacks.configuration(DataType.FLOAT, FULL);

    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());

    assertThat(read).isEqualTo(configuration);
    assertThat(read.getConf(0).getLayer()).isEqualTo(FULL).hasToString(FULL.toString());
  }

  @Test
  void configurationsThatDifferAreNotEqual() {
    assertThat(Stacks.stack(Cell.GRU).build()).isNotEqualTo(Stacks.stack(Cell.LSTM).build());
    assertThat(Stacks.stack(Cell.GRU).build())
        .isNotEqualTo(Stacks.stack(Cell.GRU).highway(1).build())
        .isEqualTo(Stacks.stack(Cell.GRU).build())
        .hasSameHashCodeAs(Stacks.stack(Cell.GRU).build())
        .isEqualTo(Stacks.stack(Cell.GRU).build().clone());
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void trainingLowersTheLoss(Cell cell) {
    MultiLayerNetwork network =
        Stacks.network(DataType.FLOAT, Stacks.stack(cell).hidden(16).build());
    double before = network.score(minibatch);

    for (int i = 0; i < 150; i++) {
      network.fit(minibatch);
    }

    assertThat(network.score(minibatch)).isLessThan(before / 10);
  }

  @Test
  void regularisationAndClippingOfTheNetworkApply() {
    MultiLayerNetwork network =
        Stacks.network(
            Stacks.configuration(
                DataType.FLOAT,
                Stacks.stack(Cell.LSTM).build(),
                options ->
                    options
                        .l2(0.1)
                        .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                        .gradientNormalizationThreshold(1e-4)));
    INDArray weights = network.getLayer(0).params();
    double sumOfSquares = 0;
    for (String key : new String[] {"W0", "RW0"}) {
      sumOfSquares += Math.pow(network.getLayer(0).getParam(key).norm2Number().doubleValue(), 2);
    }
    // DL4J's penalty is half the sum of squares, and biases have none.
    assertThat(network.getLayer(0).calcRegularizationScore(true))
        .isCloseTo(0.1 * sumOfSquares / 2, org.assertj.core.data.Offset.offset(1e-5));

    network.fit(minibatch);

    assertThat(network.getLayer(0).getGradientsViewArray().length()).isEqualTo(weights.length());
    assertThat(network.params().isNaN().any()).isFalse();
  }

  @Test
  void inputTypeSetsChannelsAndTheNextLayersSize() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new RecurrentStack.Builder().cell(Cell.GRU).hidden(5).highway(2).build())
            .layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .nOut(1)
                    .build())
            .setInputType(InputType.recurrent(3))
            .build();

    MultiLayerNetwork network = Stacks.network(configuration);

    assertThat(network.layerInputSize(0)).isEqualTo(3);
    assertThat(network.layerInputSize(1)).isEqualTo(5 + 2 * 3);
    assertThat(network.getLayer(0).numParams()).isEqualTo(3 * 5 * 3 + 3 * 5 * 5 + 4 * 5);
  }

  @Test
  void paddingChangesNothing() {
    MultiLayerNetwork network = Stacks.network(DataType.FLOAT, FULL);
    INDArray series = Stacks.random(DataType.FLOAT, 5, 1, Stacks.CHANNELS, 6);
    INDArray padded =
        org.nd4j.linalg.factory.Nd4j.concat(
            2, Stacks.random(DataType.FLOAT, 6, 1, Stacks.CHANNELS, 4).mul(100), series);
    INDArray mask =
        org.nd4j.linalg.factory.Nd4j.createFromArray(
            new float[][] {{0, 0, 0, 0, 1, 1, 1, 1, 1, 1}});

    INDArray output = network.output(padded, false, mask, null);

    assertThat(output.sub(network.output(series)).amaxNumber().doubleValue()).isLessThan(1e-6);
  }
}
