package io.seriescast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ForecastLossTest {
  private static final int BATCH = 5;
  private static final int HORIZON = 3;

  @ParameterizedTest
  @EnumSource
  void scoreIsTheWeightedMeanAndGradientItsDerivative(ModelSettings.Loss kind) {
    ForecastLoss loss = new ForecastLoss(kind);
    Random random = new Random(1);
    double[] output = random.doubles(BATCH * HORIZON, -2, 2).toArray();
    double[] labels = random.doubles(BATCH * 2 * HORIZON, 0, 2).toArray();
    double expected = 0;
    for (int i = 0; i < BATCH; i++) {
      for (int j = 0; j < HORIZON; j++) {
        double e = labels[i * 2 * HORIZON + j] - output[i * HORIZON + j];
        double l =
            switch (kind) {
              case MSE -> e * e;
              case MAE -> Math.abs(e);
              case HUBER -> Math.abs(e) <= 1 ? e * e / 2 : Math.abs(e) - 0.5;
            };
        expected += labels[i * 2 * HORIZON + HORIZON + j] * l / (BATCH * HORIZON);
      }
    }
    assertThat(score(loss, labels, output)).isCloseTo(expected, within(1e-12));

    // DL4J divides the gradient by the batch later
    double[] gradient =
        loss.computeGradient(labels(labels), output(output), new ActivationIdentity(), null)
            .dup('c')
            .data()
            .asDouble();
    for (int k = 0; k < output.length; k++) {
      double[] up = output.clone();
      double[] down = output.clone();
      up[k] += 1e-6;
      down[k] -= 1e-6;
      double slope = (score(loss, labels, up) - score(loss, labels, down)) / 2e-6;
      assertThat(gradient[k] / BATCH).isCloseTo(slope, within(1e-6));
    }
  }

  private static double score(ForecastLoss loss, double[] labels, double[] output) {
    return loss.computeScore(labels(labels), output(output), new ActivationIdentity(), null, true);
  }

  private static INDArray labels(double[] values) {
    return Nd4j.createFromArray(values).reshape('c', BATCH, 2 * HORIZON);
  }

  private static INDArray output(double[] values) {
    return Nd4j.createFromArray(values).reshape('c', BATCH, HORIZON);
  }
}
