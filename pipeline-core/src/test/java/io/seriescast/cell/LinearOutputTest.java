package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.model.ForecastLoss;
import io.seriescast.model.ModelSettings.Loss;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's own output layer is the oracle. */
class LinearOutputTest {
  private static final int CHANNELS = 3;
  private static final int TIME = 5;

  private static MultiLayerNetwork network(DataType type, int highway, OutputLayer output) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(type)
            .updater(new Adam(1e-2))
            .list()
            .layer(new RecurrentStack.Builder().cell(Cell.GRU).hidden(7).highway(highway).build())
            .layer(output)
            .setInputType(InputType.recurrent(CHANNELS, TIME))
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration.toJson()));
    network.init();
    return network;
  }

  private static OutputLayer stock(int outputs) {
    return new OutputLayer.Builder(new ForecastLoss(Loss.HUBER, List.of()))
        .activation(Activation.IDENTITY)
        .nOut(outputs)
        .build();
  }

  private static OutputLayer ours(int outputs) {
    return LinearOutput.of(new ForecastLoss(Loss.HUBER, List.of()), outputs);
  }

  private static DataSet minibatch(DataType type, long seed, int batch, int outputs) {
    return new DataSet(
        Stacks.random(type, seed, batch, CHANNELS, TIME),
        Stacks.random(type, seed + 100, batch, 2L * outputs));
  }

  @ParameterizedTest(name = "batch {0}, {1} outputs, highway {2}")
  @CsvSource({"32,1,0", "1,1,1", "17,48,2", "256,6,0"})
  void trainsAsDl4jsOwnLayer(int batch, int outputs, int highway) {
    MultiLayerNetwork stock = network(DataType.FLOAT, highway, stock(outputs));
    MultiLayerNetwork ours = network(DataType.FLOAT, highway, ours(outputs));
    assertThat(ours.params()).isEqualTo(stock.params());
    for (int step = 0; step < 10; step++) {
      DataSet minibatch = minibatch(DataType.FLOAT, step, 1 + (batch + step) % batch, outputs);
      stock.fit(minibatch);
      ours.fit(minibatch);
      assertThat(ours.score()).isCloseTo(stock.score(), within(1e-6));
    }
    assertThat(ours.params().sub(stock.params()).amaxNumber().doubleValue()).isLessThan(1e-5);
    DataSet unseen = minibatch(DataType.FLOAT, 99, batch, outputs);
    assertThat(ours.score(unseen)).isCloseTo(stock.score(unseen), within(1e-5));
  }

  @Test
  void inDoublePrecisionItIsDl4jsLayer() {
    MultiLayerNetwork stock = network(DataType.DOUBLE, 0, stock(2));
    MultiLayerNetwork ours = network(DataType.DOUBLE, 0, ours(2));
    for (int step = 0; step < 3; step++) {
      stock.fit(minibatch(DataType.DOUBLE, step, 4, 2));
      ours.fit(minibatch(DataType.DOUBLE, step, 4, 2));
    }
    assertThat(ours.params()).isEqualTo(stock.params());
  }

  @Test
  void aMaskOfLabelsIsRefused() {
    DataSet masked = minibatch(DataType.FLOAT, 1, 4, 2);
    masked.setLabelsMaskArray(Nd4j.ones(4, 1));
    MultiLayerNetwork network = network(DataType.FLOAT, 0, ours(2));
    assertThatThrownBy(() -> network.fit(masked))
        .hasMessageContaining("weights belong into the labels");
  }
}
