package io.seriescast.train;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import scala.Tuple2;

/**
 * DL4J's parameter averaging, made exact. Given an RDD whose partition w holds the minibatches of
 * worker w for one averaging round, it trains every one of them once. What it does otherwise than
 * its parent, and why:
 *
 * <ul>
 *   <li>the parent counts, splits at random and repartitions what it is given, and drops what does
 *       not fill a split: here a round is trained as it comes;
 *   <li>the parent's minibatch iterator merges and splits DataSets to its batch size: here a
 *       DataSet is a minibatch;
 *   <li>the parent averages whatever came back: here a round that {@link Divergence diverged} fails
 *       before the average, and the network stays as it was;
 *   <li>the parent moves the iteration counter by its averaging frequency: here by the minibatches
 *       that were trained, so that schedules and Adam's bias correction see the true t;
 *   <li>the parent never gives its broadcasts back.
 * </ul>
 *
 * The average is unweighted, which is right because the shares are equal (see {@link
 * io.seriescast.window.WindowBlocks}); for one worker it is the identity, bit for bit.
 */
final class ExactAveragingMaster extends ParameterAveragingTrainingMaster {
  /** What a round trained, over all workers. */
  record Round(long windows, double lossSum, int minibatches, int workers) {}

  /** More results than these are summed up before they come to the driver. */
  static final int GROUP = 8;

  private final Divergence divergence;
  private Round last;

  ExactAveragingMaster(int workers, int averagingFrequency, Divergence divergence) {
    super(
        new ParameterAveragingTrainingMaster.Builder(workers, 1)
            .batchSizePerWorker(1)
            .averagingFrequency(averagingFrequency)
            .saveUpdater(true)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(null));
    this.divergence = divergence;
  }

  /** The account of the round that was trained last. */
  Round last() {
    return last;
  }

  /**
   * @throws DivergedException when the round diverged; the network is as it was
   */
  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> round) {
    MultiLayerNetwork net = network.getNetwork();
    NetBroadcastTuple state =
        new NetBroadcastTuple(
            net.getLayerWiseConfigurations(), net.params(), net.getUpdater().getStateViewArray());
    Broadcast<NetBroadcastTuple> broadcast = network.getSparkContext().broadcast(state);
    try {
      WorkerConfiguration configuration =
          new WorkerConfiguration(false, 1, 1, averagingFrequency, 0, false);
      RoundWorker worker = new RoundWorker(broadcast, configuration);
      RoundResult sum = RoundResult.sum(results(round, worker));
      divergence.check(sum, round);
      last = average(net, sum);
    } finally {
      broadcast.destroy();
    }
  }

  /**
   * Results as they are while they are few; else the sums of so many each, built on the workers:
   * the driver holds a share of them, and what it adds up is in the same order every time.
   */
  private static List<RoundResult> results(JavaRDD<DataSet> round, RoundWorker worker) {
    int workers = round.getNumPartitions();
    return workers <= GROUP
        ? EachPartition.of(round.rdd(), worker::train)
        : round
            .mapPartitionsWithIndex((w, all) -> worker.train(w, all).iterator(), false)
            .mapToPair(result -> new Tuple2<>(result.worker() / GROUP, result))
            .groupByKey((workers + GROUP - 1) / GROUP)
            .values()
            .map(RoundResult::sum)
            .collect();
  }

  private static Round average(MultiLayerNetwork net, RoundResult sum) {
    INDArray parameters = sum.parameters();
    INDArray updaterState = sum.updaterState();
    if (sum.workers() > 1) {
      parameters.divi(sum.workers());
      if (updaterState != null) {
        updaterState.divi(sum.workers());
      }
    }
    net.setParameters(parameters);
    if (updaterState != null) {
      net.getUpdater().setStateViewArray(null, updaterState, false);
    }
    MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
    conf.setIterationCount(conf.getIterationCount() + sum.minibatches());
    net.setScore(sum.lossSum() / sum.windows());
    return new Round(sum.windows(), sum.lossSum(), sum.minibatches(), sum.workers());
  }
}
