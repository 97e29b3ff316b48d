package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fast single-precision engine gives what the plain double-precision loops give, forward and
 * back.
 */
class PrecisionTest {
  private static final double TOLERANCE = 2e-5;

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (boolean bidirectional : new boolean[] {false, true}) {
        for (boolean lastStepOnly : new boolean[] {false, true}) {
          for (boolean masked : new boolean[] {false, true}) {
            all.add(Arguments.of(cell, bidirectional, lastStepOnly, masked, false));
          }
          all.add(Arguments.of(cell, bidirectional, lastStepOnly, true, true));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} bidirectional={1} lastStepOnly={2} mask={3} variational={4}")
  @MethodSource("combinations")
  void floatPathEqualsDoublePath(
      Cell cell, boolean bidirectional, boolean lastStepOnly, boolean masked, boolean variational) {
    RecurrentStack stack =
        Stacks.stack(cell)
            .hidden(9)
            .layers(3)
            .bidirectional(bidirectional)
            .lastStepOnly(lastStepOnly)
            .highway(lastStepOnly ? 2 : 0)
            .dropout(0.2)
            .variationalDropout(variational)
            .build();
    // Features of float precision, since the dropout seed depends on them.
    INDArray features = Stacks.random(DataType.FLOAT, 1, 7, Stacks.CHANNELS, 11);
    INDArray mask = masked ? Stacks.leftPadded(DataType.FLOAT, 7, 11) : null;
    LayerRun fast = new LayerRun(DataType.FLOAT, stack, features, mask);
    LayerRun exact =
        new LayerRun(DataType.DOUBLE, stack.clone(), features.castTo(DataType.DOUBLE), mask);
    fast.parameters().assign(exact.parameters().castTo(DataType.FLOAT));

    for (boolean training : new boolean[] {false, true}) {
      assertClose(fast.forward(training), exact.forward(training), "output");
    }
    INDArray epsilon = Stacks.random(DataType.FLOAT, 2, fast.forward(true).shape());
    exact.backward(epsilon.castTo(DataType.DOUBLE));
    fast.backward(epsilon);

    assertClose(fast.gradient(), exact.gradient(), "gradient");
    assertClose(fast.inputGradient(), exact.inputGradient(), "input gradient");
  }

  private static void assertClose(INDArray actual, INDArray expected, String what) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    double difference = actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
    assertThat(difference).as(what).isCloseTo(0, within(TOLERANCE * scale));
  }
}
