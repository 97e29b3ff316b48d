package io.seriescast.cell;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a {@link RecurrentStack} refuses, and in which words: who, what was expected, what was
 * found, what to do.
 */
final class RecurrentStackCheck {
  private RecurrentStackCheck() {}

  /** Options on their own. */
  static void built(RecurrentStack stack) {
    require(stack.hidden() >= 1, stack, "hidden must be ≥ 1, got " + stack.hidden());
    require(stack.layers() >= 1, stack, "layers must be ≥ 1, got " + stack.layers());
    require(stack.highway() >= 0, stack, "highway must be ≥ 0 steps, got " + stack.highway());
    require(
        stack.dropoutRate() >= 0 && stack.dropoutRate() <= 0.99,
        stack,
        "dropout is the probability of zero and must be in [0, 0.99], got " + stack.dropoutRate());
    require(
        stack.highway() == 0 || stack.lastStepOnly(),
        stack,
        "highway is appended to the last state only, got highway "
            + stack.highway()
            + " with lastStepOnly false: set lastStepOnly(true) or highway(0)");
  }

  /** Options together with the network around them. */
  static void beforeUse(RecurrentStack stack, int layerIndex, DataType dataType) {
    require(
        stack.getNIn() >= 1,
        stack,
        "input channels must be ≥ 1, got "
            + stack.getNIn()
            + " in layer "
            + layerIndex
            + ": set nIn, or setInputType(InputType.recurrent(channels)) on the network");
    require(
        dataType == DataType.FLOAT || dataType == DataType.DOUBLE,
        stack,
        "data type must be FLOAT or DOUBLE, got " + dataType + ": set dataType on the network");
    require(
        stack.getWeightNoise() == null,
        stack,
        "weight noise is not supported, got "
            + stack.getWeightNoise()
            + ": remove it or use dropout");
  }

  /** The input type as a sequence in NCW. */
  static InputType.InputTypeRecurrent sequence(RecurrentStack stack, InputType type) {
    require(
        type instanceof InputType.InputTypeRecurrent sequence
            && sequence.getFormat() != RNNFormat.NWC,
        stack,
        "input must be recurrent in NCW format, got "
            + type
            + ": use InputType.recurrent(channels) and arrays [batch, channels, time]");
    return (InputType.InputTypeRecurrent) type;
  }

  /** An input array {@code [batch, channels, time]} and its mask {@code [batch, time]} or null. */
  static void input(RecurrentStack stack, String layerId, INDArray input, INDArray mask) {
    boolean matches = input.rank() == 3 && input.size(1) == stack.getNIn() && input.length() > 0;
    require(
        matches,
        stack,
        "input must be [batch, "
            + stack.getNIn()
            + " channels, time], got "
            + Arrays.toString(input.shape())
            + " "
            + layerId);
    require(
        input.size(2) >= stack.highway(),
        stack,
        "input must have at least the highway's "
            + stack.highway()
            + " steps, got "
            + input.size(2)
            + ": use longer windows or a shorter highway");
    require(
        mask == null
            || (mask.rank() == 2 && mask.size(0) == input.size(0) && mask.size(1) == input.size(2)),
        stack,
        "features mask must be [batch, time] of the input "
            + Arrays.toString(input.shape())
            + ", got "
            + (mask == null ? "none" : Arrays.toString(mask.shape())));
  }

  private static void require(boolean condition, RecurrentStack stack, String message) {
    if (!condition) {
      String name = stack.getLayerName();
      throw new IllegalArgumentException(
          "RecurrentStack" + (name == null ? "" : " '" + name + "'") + ": " + message);
    }
  }
}
