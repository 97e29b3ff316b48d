package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Outputs and gradients of {@code torch.nn.RNN}, {@code LSTM} and {@code GRU} on the same weights.
 */
class PyTorchGoldenTest {

  static Stream<Arguments> cases() {
    return GoldenCase.all().stream()
        .flatMap(
            golden ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .flatMap(
                        type ->
                            Stream.of(false, true).map(last -> Arguments.of(golden, type, last))));
  }

  @ParameterizedTest(name = "{0} {1} lastStepOnly={2}")
  @MethodSource("cases")
  void reproducesPyTorch(GoldenCase golden, DataType type, boolean lastStepOnly) {
    INDArray input =
        golden.array(type, "input", GoldenCase.BATCH, GoldenCase.CHANNELS, GoldenCase.TIME);
    LayerRun run = new LayerRun(type, golden.stack(lastStepOnly), input, null);
    run.parameters().assign(golden.vector(type, "parameters").reshape(run.parameters().shape()));
    String output = lastStepOnly ? "last" : "output";
    String gradient = lastStepOnly ? "lastGradient" : "gradient";

    INDArray actual = run.forward(true);
    run.backward(golden.array(type, output + "Weights", actual.shape()));

    assertClose(type, actual, golden.vector(type, output), output);
    assertClose(type, run.gradient(), golden.vector(type, gradient), gradient);
    String ofInput = gradient + "OfInput";
    assertClose(type, run.inputGradient(), golden.vector(type, ofInput), ofInput);
  }

  @ParameterizedTest
  @MethodSource("io.seriescast.cell.GoldenCase#all")
  void parameterVectorHasTheSizeOfPyTorchsWithBiasesJoined(GoldenCase golden) {
    List<Double> parameters = golden.arrays().get("parameters");

    assertThat(parameters).hasSize(golden.stack(true).shape().parameters());
  }

  private static void assertClose(DataType type, INDArray actual, INDArray expected, String what) {
    double tolerance = type == DataType.DOUBLE ? 1e-7 : 5e-6;
    INDArray difference = actual.dup('c').reshape(-1).sub(expected.reshape(-1));
    assertThat(difference.amaxNumber().doubleValue()).as(what).isLessThan(tolerance);
  }
}
