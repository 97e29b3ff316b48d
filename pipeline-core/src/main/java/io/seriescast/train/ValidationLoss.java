package io.seriescast.train;

import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowWeights;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The mean loss of a network over dealt windows, without training on them, computed where the
 * windows are.
 */
final class ValidationLoss {
  private ValidationLoss() {}

  /**
   * @return mean over all windows, in scaled units; NaN when there are none
   */
  static double of(
      MultiLayerNetwork network,
      WindowBlocks windows,
      WindowEncoder encoder,
      WindowWeights weights,
      int batchSize) {
    if (windows.windows() == 0) {
      return Double.NaN;
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(windows.blocks().context());
    Broadcast<NetBroadcastTuple> broadcast =
        spark.broadcast(
            new NetBroadcastTuple(network.getLayerWiseConfigurations(), network.params(), null));
    try {
      List<Double> sums =
          windows
              .blocks()
              .map(block -> sum(broadcast.value(), block, encoder, weights, batchSize))
              .collect();
      return sums.stream().mapToDouble(Double::doubleValue).sum() / windows.windows();
    } finally {
      broadcast.destroy();
    }
  }

  private static double sum(
      NetBroadcastTuple state,
      WindowBlock block,
      WindowEncoder encoder,
      WindowWeights weights,
      int batchSize) {
    MultiLayerNetwork network = new MultiLayerNetwork(state.getConfiguration().clone());
    network.init(state.getParameters().unsafeDuplication(), false);
    double sum = 0;
    for (int from = 0; from < block.size(); from += batchSize) {
      int[] windows = IntStream.range(from, Math.min(block.size(), from + batchSize)).toArray();
      DataSet minibatch = Minibatches.of(block, encoder, weights, windows);
      sum += network.score(minibatch, false) * windows.length;
    }
    return sum;
  }
}
