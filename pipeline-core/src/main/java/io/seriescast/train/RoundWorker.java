package io.seriescast.train;

import io.seriescast.executor.Watchdog;
import io.seriescast.model.Networks;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.DataSet;

/** DL4J's worker, with an account of what it trained on and at what loss. */
final class RoundWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  RoundWorker(Broadcast<NetBroadcastTuple> network, WorkerConfiguration configuration) {
    super(network, true, configuration, List.of(), List.of(), null);
  }

  /**
   * Trains one round of one worker: each DataSet is a minibatch as it stands. Nothing for nothing.
   */
  List<RoundResult> train(int worker, Iterator<DataSet> minibatches) {
    if (!minibatches.hasNext()) {
      return List.of();
    }
    MultiLayerNetwork network = getInitialModel();
    long windows = 0;
    double lossSum = 0;
    int count = 0;
    while (minibatches.hasNext()) {
      DataSet minibatch = minibatches.next();
      Watchdog.watch("a minibatch", () -> processMinibatch(minibatch, network, false));
      windows += minibatch.numExamples();
      lossSum += network.score() * minibatch.numExamples();
      count++;
    }
    Networks.release(network);
    return List.of(
        new RoundResult(
            worker,
            1,
            network.params(),
            network.getUpdater().getStateViewArray(),
            windows,
            lossSum,
            count));
  }
}
