package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Every refusal says who, what was expected, what was found and what to do. */
class RecurrentStackCheckTest {

  @Test
  void sizes() {
    assertRefused(Stacks.stack(Cell.GRU).hidden(0), "RecurrentStack: hidden must be ≥ 1, got 0");
    assertRefused(Stacks.stack(Cell.GRU).layers(0), "RecurrentStack: layers must be ≥ 1, got 0");
    assertRefused(
        Stacks.stack(Cell.GRU).highway(-1), "RecurrentStack: highway must be ≥ 0 steps, got -1");
    assertRefused(
        Stacks.stack(Cell.GRU).name("memory").dropout(1),
        "RecurrentStack 'memory': dropout is the probability of zero and must be in [0, 0.99],"
            + " got 1.0");
  }

  @Test
  void highwayNeedsTheLastStep() {
    assertRefused(
        Stacks.stack(Cell.GRU).highway(2).lastStepOnly(false),
        "RecurrentStack: highway is appended to the last state only, got highway 2 with"
            + " lastStepOnly false: set lastStepOnly(true) or highway(0)");
  }

  @Test
  void surroundings() {
    assertThatThrownBy(() -> Stacks.network(DataType.FLOAT, Stacks.stack(Cell.GRU).nIn(0).build()))
        .hasMessageContaining("input channels must be ≥ 1, got 0 in layer 0: set nIn");
    assertThatThrownBy(() -> Stacks.network(DataType.FLOAT16, Stacks.stack(Cell.GRU).build()))
        .hasMessageContaining("data type must be FLOAT or DOUBLE, got HALF");
    assertThatThrownBy(
            () ->
                Stacks.network(
                    DataType.FLOAT,
                    Stacks.stack(Cell.GRU).weightNoise(new DropConnect(0.5)).build()))
        .hasMessageContaining("weight noise is not supported");
    assertThatThrownBy(
            () ->
                Stacks.stack(Cell.GRU)
                    .build()
                    .getOutputType(0, InputType.recurrent(2, 3, RNNFormat.NWC)))
        .hasMessageContaining("input must be recurrent in NCW format");
  }

  @Test
  void inputs() {
    MultiLayerNetwork network =
        Stacks.network(DataType.FLOAT, Stacks.stack(Cell.GRU).highway(4).build());

    assertThatThrownBy(() -> network.output(Stacks.random(DataType.FLOAT, 1, 5, 3, 6)))
        .hasMessageContaining("input must be [batch, 2 channels, time], got [5, 3, 6]");
    assertThatThrownBy(() -> network.output(Stacks.random(DataType.FLOAT, 1, 5, 2, 3)))
        .hasMessageContaining("input must have at least the highway's 4 steps, got 3");
    assertThatThrownBy(
            () ->
                network.output(
                    Stacks.random(DataType.FLOAT, 1, 5, 2, 6),
                    false,
                    Stacks.leftPadded(DataType.FLOAT, 5, 7),
                    null))
        .hasMessageContaining(
            "features mask must be [batch, time] of the input [5, 2, 6], got [5, 7]");
  }

  private static void assertRefused(RecurrentStack.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
