package io.seriescast.train;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Tells whether a round has diverged. It has when
 *
 * <ul>
 *   <li>a worker's loss or parameters are no finite numbers, or
 *   <li>its mean loss is more than {@value #LIMIT} times the one that the network had before its
 *       training on the same minibatches, and more than {@value #LIMIT} times the spread of scaled
 *       values, which is about one. So grows a loss at too high a rate where gradients are clipped:
 *       the weights go further and further, and never become infinite.
 * </ul>
 *
 * On the same minibatches, because outliers among the targets make the loss of any network high;
 * and beside the spread, because a network that goes on from a trained one begins with next to
 * none.
 */
final class Divergence {
  /** Far outside of what a training goes through that comes to anything. */
  static final double LIMIT = 1000;

  private final NetBroadcastTuple untrained;

  /**
   * @param network as it is before its training
   */
  Divergence(MultiLayerNetwork network) {
    this.untrained =
        new NetBroadcastTuple(
            network.getLayerWiseConfigurations().clone(), network.params().dup(), null);
  }

  /**
   * @param round of these minibatches; they are looked at again only where its loss is beyond the
   *     spread of scaled values
   * @throws DivergedException when it has diverged
   */
  void check(RoundResult round, JavaRDD<DataSet> minibatches) {
    double loss = round.lossSum() / round.windows();
    if (!round.isFinite()) {
      throw DivergedException.notFinite(round.worker(), loss);
    }
    if (loss > LIMIT) {
      double before = untrainedSum(minibatches) / round.windows();
      if (loss > LIMIT * before) {
        throw DivergedException.grown(loss, before);
      }
    }
  }

  private double untrainedSum(JavaRDD<DataSet> minibatches) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(minibatches.context());
    Broadcast<NetBroadcastTuple> broadcast = spark.broadcast(untrained);
    try {
      List<Double> sums =
          EachPartition.of(
              minibatches.rdd(), (worker, all) -> List.of(LossSum.of(broadcast.value(), all)));
      return sums.stream().mapToDouble(Double::doubleValue).sum();
    } finally {
      broadcast.destroy();
    }
  }
}
