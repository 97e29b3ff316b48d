package io.seriescast.train;

import io.seriescast.error.PipelineException;
import io.seriescast.model.RateSchedule;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The driver's copy of a network in training: parameters, optimiser state, counters, and the rate
 * it is trained at.
 */
final class NetworkState {
  private final MultiLayerNetwork network;
  private final RateSchedule rate;
  private double rateFactor = 1;

  NetworkState(MultiLayerNetwork network, RateSchedule rate) {
    this.network = network;
    this.rate = rate;
  }

  MultiLayerNetwork network() {
    return network;
  }

  int iteration() {
    return network.getLayerWiseConfigurations().getIterationCount();
  }

  double rateFactor() {
    return rateFactor;
  }

  /** The rate of the next iteration. */
  double learningRate() {
    return rate.times(rateFactor).valueAt(iteration(), 0);
  }

  /**
   * Multiplies the rate from here on. The workers see it: they build their networks from this
   * configuration in every round.
   */
  void lowerRate(double factor) {
    setRateFactor(rateFactor * factor);
  }

  private void setRateFactor(double factor) {
    rateFactor = factor;
    for (NeuralNetConfiguration conf : network.getLayerWiseConfigurations().getConfs()) {
      if (conf.getLayer() instanceof BaseLayer layer) {
        layer.getIUpdater().setLrAndSchedule(Double.NaN, rate.times(factor));
      }
    }
  }

  float[] parameters() {
    return network.params().dup('c').data().asFloat();
  }

  void setParameters(float[] parameters) {
    network.setParameters(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
  }

  float[] updaterState() {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.dup('c').data().asFloat();
  }

  /**
   * @throws PipelineException of kind TRAINING when it is the checkpoint of another network
   */
  void restore(Checkpoint checkpoint) {
    requireSize("parameters", checkpoint.parameters().length, network.numParams());
    INDArray optimiser = network.getUpdater().getStateViewArray();
    requireSize(
        "numbers of the optimiser",
        checkpoint.updaterState().length,
        optimiser == null ? 0 : optimiser.length());
    if (checkpoint.bestParameters().length > 0) {
      requireSize("best parameters", checkpoint.bestParameters().length, network.numParams());
    }
    setParameters(checkpoint.parameters());
    if (checkpoint.updaterState().length > 0) {
      float[] state = checkpoint.updaterState();
      network
          .getUpdater()
          .setStateViewArray(null, Nd4j.create(state, new long[] {1, state.length}, 'c'), false);
    }
    network.getLayerWiseConfigurations().setIterationCount(checkpoint.iteration());
    setRateFactor(checkpoint.rateFactor());
  }

  /** What a checkpoint says of this network must be of its size. */
  private static void requireSize(String what, long found, long expected) {
    if (found != expected) {
      throw PipelineException.training(
          "MODEL_CORRUPT: the newest checkpoint has %d %s, the network %d. Delete the run's"
              + " checkpoints to train again",
          found, what, expected);
    }
  }
}
