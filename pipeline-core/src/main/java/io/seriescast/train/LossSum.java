package io.seriescast.train;

import io.seriescast.model.Networks;
import java.util.Iterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.nd4j.linalg.dataset.DataSet;

/** The loss of a network over minibatches, summed over their windows, without training on them. */
final class LossSum {
  private LossSum() {}

  /** In scaled units; the network is made anew from what was broadcast, which stays as it is. */
  static double of(NetBroadcastTuple state, Iterator<DataSet> minibatches) {
    MultiLayerNetwork network = new MultiLayerNetwork(state.getConfiguration().clone());
    network.init(state.getParameters().unsafeDuplication(), false);
    double sum = 0;
    while (minibatches.hasNext()) {
      DataSet minibatch = minibatches.next();
      sum += network.score(minibatch, false) * minibatch.numExamples();
    }
    Networks.release(network);
    return sum;
  }
}
