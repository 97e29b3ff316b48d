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
 * Analytic gradients of the double-precision path against central differences, for every
 * combination of options.
 */
class GradientCheckTest {
  private static final int BATCH = 2;
  private static final int TIME = 4;
  private static final double STEP = 1e-5;

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (int layers = 1; layers <= 2; layers++) {
        for (boolean bidirectional : new boolean[] {false, true}) {
          for (boolean masked : new boolean[] {false, true}) {
            for (int highway : new int[] {0, 2}) {
              all.add(Arguments.of(cell, layers, bidirectional, masked, true, highway, 0.0, false));
            }
            all.add(Arguments.of(cell, layers, bidirectional, masked, false, 0, 0.0, false));
          }
        }
      }
      for (boolean variational : new boolean[] {false, true}) {
        all.add(Arguments.of(cell, 2, true, true, true, 1, 0.3, variational));
        all.add(Arguments.of(cell, 2, true, true, false, 0, 0.3, variational));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(
      name =
          "{0} layers={1} bidirectional={2} mask={3} lastStepOnly={4} highway={5} dropout={6}"
              + " variational={7}")
  @MethodSource("combinations")
  void analyticGradientEqualsCentralDifferences(
      Cell cell,
      int layers,
      boolean bidirectional,
      boolean masked,
      boolean lastStepOnly,
      int highway,
      double dropout,
      boolean variational) {
    RecurrentStack stack =
        Stacks.stack(cell)
            .layers(layers)
            .bidirectional(bidirectional)
            .lastStepOnly(lastStepOnly)
            .highway(highway)
            .dropout(dropout)
            .variationalDropout(variational)
            .build();
    INDArray features = Stacks.random(DataType.DOUBLE, 1, BATCH, Stacks.CHANNELS, TIME);
    INDArray mask = masked ? Stacks.leftPadded(DataType.DOUBLE, BATCH, TIME) : null;
    LayerRun run = new LayerRun(DataType.DOUBLE, stack, features, mask);
    run.parameters().assign(Stacks.random(DataType.DOUBLE, 3, run.parameters().shape()));
    INDArray output = run.forward(true);
    INDArray epsilon = Stacks.random(DataType.DOUBLE, 4, output.shape());

    run.backward(epsilon);

    double[] weights = epsilon.reshape(-1).toDoubleVector();
    assertGradient(run, weights, run.parameters(), run.gradient(), "parameter");
    if (dropout == 0) {
      // The dropout seed depends on the input, so that its numeric derivative would mean nothing.
      assertGradient(run, weights, features, run.inputGradient(), "input");
    }
  }

  /** The loss is the sum of the outputs, weighted: its gradient at the output are the weights. */
  private static void assertGradient(
      LayerRun run, double[] weights, INDArray values, INDArray analytic, String what) {
    for (long i = 0; i < values.length(); i++) {
      double original = values.getDouble(i);
      values.putScalar(i, original + STEP);
      double above = loss(run, weights);
      values.putScalar(i, original - STEP);
      double below = loss(run, weights);
      values.putScalar(i, original);
      double numeric = (above - below) / (2 * STEP);
      assertThat(analytic.getDouble(i))
          .as("%s %d of %d", what, i, values.length())
          .isCloseTo(numeric, within(1e-7 + 1e-6 * Math.abs(numeric)));
    }
  }

  private static double loss(LayerRun run, double[] weights) {
    double[] output = run.forward(true).reshape(-1).toDoubleVector();
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      sum += output[i] * weights[i];
    }
    return sum;
  }
}
