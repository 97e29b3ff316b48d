package io.seriescast.train;

import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowWeights;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;

/**
 * The mean loss of a network over dealt windows, without training on them: computed where the
 * windows are, or, when they are few, by the driver, which has done it before Spark would have
 * brought the network to the workers.
 */
final class ValidationLoss {
  /** What is few: as much work as a minibatch or two. */
  static final int FEW_WINDOWS = 256;

  /** And this many values of their series in all, exogenous ones included, 9 bytes each at most. */
  static final long FEW_VALUES = 1L << 20;

  private final WindowBlocks windows;
  private final Sum sum;

  /** The blocks when they are few, else none. */
  private final List<WindowBlock> here;

  ValidationLoss(
      WindowBlocks windows, WindowEncoder encoder, WindowWeights weights, int batchSize) {
    this.windows = windows;
    this.sum = new Sum(encoder, weights, batchSize);
    this.here = areFew(windows) ? windows.blocks().collect() : List.of();
  }

  private static boolean areFew(WindowBlocks windows) {
    return windows.windows() > 0
        && windows.windows() <= FEW_WINDOWS
        && EachPartition.of(
                    windows.blocks().rdd(), (worker, blocks) -> List.of(blocks.next().values()))
                .stream()
                .mapToLong(Long::longValue)
                .sum()
            <= FEW_VALUES;
  }

  /**
   * @return mean over all windows, in scaled units; NaN when there are none
   */
  double of(MultiLayerNetwork network) {
    NetBroadcastTuple state =
        new NetBroadcastTuple(network.getLayerWiseConfigurations(), network.params(), null);
    List<Double> sums =
        here.isEmpty()
            ? onWorkers(state)
            : here.stream().map(block -> sum.of(state, block)).toList();
    return sums.stream().mapToDouble(Double::doubleValue).sum() / windows.windows();
  }

  private List<Double> onWorkers(NetBroadcastTuple state) {
    if (windows.windows() == 0) {
      return List.of();
    }
    Sum each = sum;
    Broadcast<NetBroadcastTuple> broadcast =
        JavaSparkContext.fromSparkContext(windows.blocks().context()).broadcast(state);
    try {
      return EachPartition.of(
          windows.blocks().rdd(),
          (worker, blocks) -> List.of(each.of(broadcast.value(), blocks.next())));
    } finally {
      broadcast.destroy();
    }
  }

  /** The loss of a block's windows, summed. */
  private record Sum(WindowEncoder encoder, WindowWeights weights, int batchSize)
      implements Serializable {
    double of(NetBroadcastTuple state, WindowBlock block) {
      return LossSum.of(
          state,
          IntStream.iterate(0, from -> from < block.size(), from -> from + batchSize)
              .mapToObj(from -> IntStream.range(from, Math.min(block.size(), from + batchSize)))
              .map(of -> Minibatches.of(block, encoder, weights, of.toArray()))
              .iterator());
    }
  }
}
