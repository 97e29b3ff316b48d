package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Same seed, same bits; buffers that are reused without a trace of what they held. */
class RepeatabilityTest {
  private static final RecurrentStack STACK =
      Stacks.stack(Cell.LSTM).hidden(8).layers(2).bidirectional(true).dropout(0.2).build();

  private static DataSet minibatch(long seed, int batch, int time) {
    return new DataSet(
        Stacks.random(DataType.FLOAT, seed, batch, Stacks.CHANNELS, time),
        Stacks.random(DataType.FLOAT, seed + 1, batch, Stacks.TARGETS));
  }

  @Test
  void twoRunsAreBitEqual() {
    MultiLayerNetwork first = Stacks.network(DataType.FLOAT, STACK.clone());
    MultiLayerNetwork second = Stacks.network(DataType.FLOAT, STACK.clone());

    for (int i = 0; i < 20; i++) {
      first.fit(minibatch(i, 5 + i % 3, 6 + i % 4));
    }
    for (int i = 0; i < 20; i++) {
      second.fit(minibatch(i, 5 + i % 3, 6 + i % 4));
    }

    assertThat(first.params().toFloatVector()).isEqualTo(second.params().toFloatVector());
  }

  @Test
  void dropoutIsOffAtInferenceAndVariesByIteration() {
    MultiLayerNetwork network = Stacks.network(DataType.FLOAT, STACK.clone());
    INDArray features = minibatch(1, 4, 6).getFeatures();

    assertThat(network.output(features)).isEqualTo(network.output(features));
    INDArray training = network.output(features, true);
    assertThat(training).isNotEqualTo(network.output(features));
    assertThat(network.output(features, true)).isEqualTo(training);
    network.getLayer(0).setIterationCount(1);
    assertThat(network.output(features, true)).isNotEqualTo(training);
  }

  @Test
  void dropoutDropsTheRateAndKeepsTheMean() {
    float[] plane = new float[100_000];

    new DropoutMasks(0.3, false, 11).fill(plane, 0, 0, 0, plane.length);

    double dropped = 0;
    double sum = 0;
    for (float factor : plane) {
      dropped += factor == 0 ? 1 : 0;
      sum += factor;
    }
    assertThat(dropped / plane.length).isBetween(0.29, 0.31);
    assertThat(sum / plane.length).isBetween(0.98, 1.02);
  }

  @Test
  void variationalDropoutDropsTheSameUnitsAtEveryStep() {
    for (boolean variational : new boolean[] {true, false}) {
      DropoutMasks masks = new DropoutMasks(0.5, variational, 3);
      float[] first = new float[200];
      float[] later = new float[200];
      masks.fill(first, 1, 0, 0, first.length);
      masks.fill(later, 1, 0, 9, later.length);
      assertThat(java.util.Arrays.equals(first, later)).isEqualTo(variational);
    }
  }

  @Test
  void anyOrderOfBatchSizesAndLengthsGivesWhatAFreshLayerGives() {
    MultiLayerNetwork used = Stacks.network(DataType.FLOAT, STACK.clone());
    int[][] sizes = {{3, 5}, {9, 5}, {2, 12}, {9, 12}, {1, 1}, {4, 20}, {3, 5}};
    for (int[] size : sizes) {
      DataSet minibatch = minibatch(7, size[0], size[1]);
      MultiLayerNetwork fresh = Stacks.network(DataType.FLOAT, STACK.clone());

      assertThat(gradient(used, minibatch))
          .as("batch %d, %d steps", size[0], size[1])
          .isEqualTo(gradient(fresh, minibatch));
      assertThat(used.output(minibatch.getFeatures()))
          .isEqualTo(fresh.output(minibatch.getFeatures()));
    }
  }

  private static float[] gradient(MultiLayerNetwork network, DataSet minibatch) {
    network.setInput(minibatch.getFeatures());
    network.setLabels(minibatch.getLabels());
    network.computeGradientAndScore();
    return network.gradient().gradient().toFloatVector();
  }

  @Test
  void nativeMemoryStaysFlat() {
    MultiLayerNetwork network = Stacks.network(DataType.FLOAT, STACK.clone());
    DataSet minibatch = minibatch(3, 16, 12);
    for (int i = 0; i < 30; i++) {
      network.fit(minibatch);
    }
    System.gc();
    long before = Pointer.totalBytes();

    for (int i = 0; i < 300; i++) {
      network.fit(minibatch);
    }

    // ND4J's own small arrays wait for the garbage collector: a layer that leaked would pass 100
    // MB.
    assertThat(Pointer.totalBytes() - before).isLessThan(8L << 20);
  }

  @Test
  void closedLayerWorksAgain() {
    MultiLayerNetwork network = Stacks.network(DataType.FLOAT, STACK.clone());
    INDArray features = minibatch(1, 4, 6).getFeatures();
    INDArray before = network.output(features);

    network.getLayer(0).close();

    assertThat(network.output(features)).isEqualTo(before);
  }

  @Test
  void nativeLibrariesRunOnOneThread() {
    Stacks.network(DataType.FLOAT, STACK.clone()).output(minibatch(1, 2, 3).getFeatures());

    assertThat(openblas.blas_get_num_threads()).isEqualTo(1);
    assertThat(Nd4j.getEnvironment().maxThreads()).isEqualTo(1);
  }
}
