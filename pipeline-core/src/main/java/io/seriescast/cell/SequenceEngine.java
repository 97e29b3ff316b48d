package io.seriescast.cell;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a whole stack over a whole minibatch, forward and back. One instance belongs to one layer
 * and one thread.
 *
 * <p>Shapes: parameters and gradient {@code [1, parameters]} or {@code [parameters]}; input and its
 * gradient {@code [batch, channels, time]}; mask {@code [batch, time]}; output and epsilon {@code
 * [batch, size]} for the last step, else {@code [batch, size, time]}. Arrays to be written lie
 * row-major and contiguous.
 */
interface SequenceEngine extends AutoCloseable {

  /**
   * Writes the output.
   *
   * @param mask 1 present, 0 padded; or null
   * @param dropout masks of this pass, or null for none
   */
  void forward(
      INDArray parameters, INDArray input, INDArray mask, DropoutMasks dropout, INDArray output);

  /**
   * Writes the gradients of the last {@link #forward} for the gradient {@code epsilon} of its
   * output.
   */
  void backward(INDArray epsilon, INDArray gradient, INDArray inputGradient);

  @Override
  void close();
}
