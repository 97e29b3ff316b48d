package io.seriescast.train;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a worker brings back from an averaging round. DL4J's own result has the score of the last
 * minibatch only, no count, and cannot be sent as it is.
 *
 * @param windows trained on
 * @param lossSum over the windows, of the loss each had just before its minibatch's update
 */
record RoundResult(
    INDArray parameters, INDArray updaterState, long windows, double lossSum, int minibatches)
    implements Serializable {

  /**
   * Whether loss and parameters are numbers. One NaN makes the sum NaN, and infinities do or stay.
   */
  boolean isFinite() {
    return Double.isFinite(lossSum) && Double.isFinite(parameters.sumNumber().doubleValue());
  }
}
