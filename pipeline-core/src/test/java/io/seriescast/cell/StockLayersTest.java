package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The same outputs and gradients as DL4J's own layers on copied weights. */
class StockLayersTest {
  private static final int HIDDEN = 5;

  /** DL4J's column blocks are cell input (g), forget, output, input gate; ours are i, f, g, o. */
  private static final int[] STOCK_BLOCK_OF_GATE = {3, 1, 0, 2};

  private final INDArray features = Stacks.random(DataType.FLOAT, 1, 4, Stacks.CHANNELS, 6);
  private final INDArray epsilon = Stacks.random(DataType.FLOAT, 2, 4, HIDDEN, 6);

  @Test
  void simpleRnn() {
    compare(
        new SimpleRnn.Builder()
            .nIn(Stacks.CHANNELS)
            .nOut(HIDDEN)
            .activation(Activation.TANH)
            .build(),
        Cell.RNN_TANH,
        new int[] {0});
  }

  @Test
  void lstm() {
    compare(
        new LSTM.Builder().nIn(Stacks.CHANNELS).nOut(HIDDEN).activation(Activation.TANH).build(),
        Cell.LSTM,
        STOCK_BLOCK_OF_GATE);
  }

  private void compare(
      org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer stockLayer, Cell cell, int[] blocks) {
    Layer stock = stockNetwork(stockLayer).getLayer(0);
    RecurrentStack stack = Stacks.stack(cell).hidden(HIDDEN).lastStepOnly(false).build();
    LayerRun ours = new LayerRun(DataType.FLOAT, stack, features, null);
    MultiLayerNetwork network = Stacks.network(DataType.FLOAT, stack);
    Layer named = network.getLayer(0);
    for (String key : new String[] {"W", "RW", "b"}) {
      copyBlocks(stock.getParam(key), named.getParam(key + "0"), blocks);
    }
    ours.parameters().assign(named.params());

    INDArray expected = stock.activate(features, true, LayerWorkspaceMgr.noWorkspaces());
    var backward = stock.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces());

    assertClose(ours.forward(true), expected, "output");
    ours.backward(epsilon);
    assertClose(ours.inputGradient(), backward.getSecond(), "input gradient");
    var views =
        RecurrentStackParams.INSTANCE.getGradientsFromFlattened(named.conf(), ours.gradient());
    for (String key : new String[] {"W", "RW", "b"}) {
      INDArray view = views.get(key + "0");
      INDArray inOurOrder = view.dup();
      copyBlocks(backward.getFirst().getGradientFor(key), inOurOrder, blocks);
      assertClose(view, inOurOrder, "gradient of " + key);
    }
  }

  private MultiLayerNetwork stockNetwork(org.deeplearning4j.nn.conf.layers.Layer layer) {
    MultiLayerNetwork network =
        Stacks.network(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(layer)
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .dataFormat(RNNFormat.NCW)
                        .activation(Activation.IDENTITY)
                        .nIn(HIDDEN)
                        .nOut(1)
                        .build())
                .build());
    network.initGradientsView();
    return network;
  }

  /** Copies column blocks {@code [rows, hidden]} of the stock layer to their places in ours. */
  private static void copyBlocks(INDArray stock, INDArray ours, int[] blocks) {
    INDArray from = stock.reshape('f', -1, blocks.length * HIDDEN);
    INDArray to = ours.reshape('f', from.shape());
    for (int gate = 0; gate < blocks.length; gate++) {
      int start = blocks[gate] * HIDDEN;
      to.put(
          new org.nd4j.linalg.indexing.INDArrayIndex[] {
            NDArrayIndex.all(), NDArrayIndex.interval(gate * HIDDEN, (gate + 1) * HIDDEN)
          },
          from.get(NDArrayIndex.all(), NDArrayIndex.interval(start, start + HIDDEN)));
    }
  }

  private static void assertClose(INDArray actual, INDArray expected, String what) {
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).as(what).isLessThan(1e-5);
  }
}
