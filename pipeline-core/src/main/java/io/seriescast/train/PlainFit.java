package io.seriescast.train;

import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowWeights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's own {@code fit}, minibatch by minibatch on this thread: what {@link Trainer} with one
 * worker equals bit for bit, and what its speed is measured against.
 */
final class PlainFit {
  private PlainFit() {}

  /**
   * One epoch in the order of {@link Trainer}.
   *
   * @param epoch from 1
   * @return mean over the windows of the loss each had just before its minibatch's update
   */
  static double epoch(
      MultiLayerNetwork network,
      WindowBlock block,
      WindowEncoder encoder,
      WindowWeights weights,
      int batchSize,
      long seed,
      int epoch) {
    int count = Trainer.minibatchesPerEpoch(block.size(), 1, batchSize);
    long order = Trainer.mix(Trainer.mix(seed, epoch), 0);
    double lossSum = 0;
    var minibatches = Minibatches.of(block, encoder, weights, 0, count, count, order);
    while (minibatches.hasNext()) {
      DataSet minibatch = minibatches.next();
      network.fit(minibatch);
      lossSum += network.score() * minibatch.numExamples();
    }
    return lossSum / block.size();
  }
}
