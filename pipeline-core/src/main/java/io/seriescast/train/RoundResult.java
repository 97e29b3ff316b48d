package io.seriescast.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What workers bring back from an averaging round: one of them, or the sum of several. DL4J's own
 * result has the score of the last minibatch only, no count, and cannot be sent as it is.
 *
 * @param worker the first of them
 * @param workers how many
 * @param updaterState null for an optimiser without
 * @param windows trained on
 * @param lossSum over the windows, of the loss each had just before its minibatch's update
 * @param minibatches of the worker that trained the most
 */
record RoundResult(
    int worker,
    int workers,
    INDArray parameters,
    INDArray updaterState,
    long windows,
    double lossSum,
    int minibatches)
    implements Serializable {

  /**
   * Whether loss and parameters are numbers. One NaN makes the sum NaN, and infinities do or stay.
   */
  boolean isFinite() {
    return Double.isFinite(lossSum) && Double.isFinite(parameters.sumNumber().doubleValue());
  }

  /**
   * The sum in the workers' order, which is the same every time whatever order they ended in; a
   * result that is not finite stands for the whole. Their arrays are used up.
   */
  static RoundResult sum(Iterable<RoundResult> results) {
    List<RoundResult> ordered = new ArrayList<>();
    results.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(RoundResult::worker));
    RoundResult sum = ordered.get(0);
    for (RoundResult next : ordered.subList(1, ordered.size())) {
      sum = sum.isFinite() ? sum.plus(next) : sum;
    }
    return sum;
  }

  private RoundResult plus(RoundResult next) {
    if (!next.isFinite()) {
      return next;
    }
    return new RoundResult(
        worker,
        workers + next.workers,
        parameters.addi(next.parameters),
        updaterState == null ? null : updaterState.addi(next.updaterState),
        windows + next.windows,
        lossSum + next.lossSum,
        Math.max(minibatches, next.minibatches));
  }
}
