package io.seriescast.train;

import io.seriescast.cell.Cell;
import io.seriescast.cell.LinearOutput;
import io.seriescast.cell.Natives;
import io.seriescast.cell.RecurrentStack;
import io.seriescast.model.ForecastLoss;
import io.seriescast.model.ModelSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Training throughput of {@link RecurrentStack} and {@link LinearOutput} beside DL4J's own layers:
 * plain {@code MultiLayerNetwork.fit} on random windows, squared error, Adam, one thread.
 *
 * <p>Rates are windows per second of <em>processor time of the training thread</em>, the best of
 * several rounds, so that they mean the same on a busy machine; on an idle one wall-clock time is
 * the same. JIT compilation and garbage collection run on other threads and are not counted.
 *
 * @param channels input channels
 * @param hidden units per layer
 * @param layers stacked layers
 * @param window input steps
 * @param targets output values
 * @param secondsPerRound processor seconds of each round, the first being warm-up
 * @param rounds rounds per row, ≥ 2
 */
public record CellBenchmark(
    int channels,
    int hidden,
    int layers,
    int window,
    int targets,
    double secondsPerRound,
    int rounds) {
  private static final int MINIBATCHES = 8;

  /**
   * One measured cell and minibatch size.
   *
   * @param cell the cell
   * @param batch windows per minibatch
   * @param hidden units per layer
   * @param window input steps
   * @param layers stacked layers
   * @param windowsPerSecond of {@link RecurrentStack}
   * @param stockWindowsPerSecond of DL4J's layer on the same task; NaN where DL4J has none (GRU) or
   *     it was not asked
   */
  public record Row(
      Cell cell,
      int batch,
      int hidden,
      int window,
      int layers,
      double windowsPerSecond,
      double stockWindowsPerSecond) {}

  /** Hidden 64, window 24, one channel, one layer, one target. */
  public static CellBenchmark standard(double secondsPerRound) {
    return new CellBenchmark(1, 64, 1, 24, 1, secondsPerRound, 4);
  }

  /**
   * Two weeks of hours folded by day: 14 steps of 24 values, hidden 128, two layers, 48 targets.
   */
  public static CellBenchmark folded(double secondsPerRound) {
    return new CellBenchmark(24, 128, 2, 14, 48, secondsPerRound, 4);
  }

  /**
   * Measures every cell at every minibatch size; {@code withStock} also measures DL4J's layers,
   * which are slow.
   */
  public List<Row> run(List<Cell> cells, List<Integer> batches, boolean withStock) {
    List<Row> rows = new ArrayList<>();
    for (Cell cell : cells) {
      for (int batch : batches) {
        RecurrentStack stack =
            new RecurrentStack.Builder()
                .cell(cell)
                .nIn(channels)
                .hidden(hidden)
                .layers(layers)
                .build();
        double ours =
            rate(
                List.of(
                    stack,
                    LinearOutput.of(new ForecastLoss(ModelSettings.Loss.MSE, List.of()), targets)),
                batch);
        double stock = withStock && cell != Cell.GRU ? rate(stock(cell), batch) : Double.NaN;
        rows.add(new Row(cell, batch, hidden, window, layers, ours, stock));
      }
    }
    return rows;
  }

  private List<Layer> stock(Cell cell) {
    List<Layer> stack = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      Layer recurrent = stockLayer(cell, layer == 0 ? channels : hidden);
      stack.add(layer == layers - 1 ? new LastTimeStep(recurrent) : recurrent);
    }
    stack.add(
        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
            .activation(Activation.IDENTITY)
            .nOut(targets)
            .build());
    return stack;
  }

  private Layer stockLayer(Cell cell, int inputs) {
    if (cell == Cell.LSTM) {
      return new LSTM.Builder().nIn(inputs).nOut(hidden).activation(Activation.TANH).build();
    }
    Activation activation = cell == Cell.RNN_RELU ? Activation.RELU : Activation.TANH;
    return new SimpleRnn.Builder().nIn(inputs).nOut(hidden).activation(activation).build();
  }

  private double rate(List<Layer> stack, int batch) {
    Natives.load();
    MultiLayerNetwork network = network(stack);
    List<DataSet> minibatches = new ArrayList<>();
    for (int i = 0; i < MINIBATCHES; i++) {
      minibatches.add(
          new DataSet(
              Nd4j.rand(new int[] {batch, channels, window}),
              Nd4j.rand(new int[] {batch, targets})));
    }
    round(network, minibatches, batch); // warm-up
    double best = 0;
    for (int round = 1; round < rounds; round++) {
      best = Math.max(best, round(network, minibatches, batch));
    }
    return best;
  }

  private double round(MultiLayerNetwork network, List<DataSet> minibatches, int batch) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    double windows = 0;
    double seconds;
    int next = 0;
    do {
      network.fit(minibatches.get(next));
      next = (next + 1) % MINIBATCHES;
      windows += batch;
      seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    } while (seconds < secondsPerRound);
    return windows / seconds;
  }

  private MultiLayerNetwork network(List<Layer> stack) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(1e-3)).list();
    stack.forEach(builder::layer);
    builder.setInputType(InputType.recurrent(channels, window));
    MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
    network.init();
    return network;
  }
}
