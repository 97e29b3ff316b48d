package io.seriescast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.model.ModelSettings.Loss;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class ForecastLossTest {
  private static final int BATCH = 5;
  private static final int HORIZON = 3;
  private static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.9, 0.975);

  @ParameterizedTest
  @EnumSource
  void scoreIsTheWeightedMeanAndGradientItsDerivative(Loss kind) {
    ForecastLoss loss = new ForecastLoss(kind, kind == Loss.QUANTILE ? QUANTILES : List.of());
    int outputs = kind == Loss.QUANTILE ? QUANTILES.size() : 1;
    Random random = new Random(1);
    double[] output = random.doubles((long) BATCH * outputs * HORIZON, -2, 2).toArray();
    double[] labels = random.doubles(BATCH * 2 * HORIZON, 0, 2).toArray();
    double expected = 0;
    for (int i = 0; i < BATCH; i++) {
      for (int q = 0; q < outputs; q++) {
        for (int j = 0; j < HORIZON; j++) {
          double e = labels[i * 2 * HORIZON + j] - output[(i * outputs + q) * HORIZON + j];
          double l =
              switch (kind) {
                case MSE -> e * e;
                case MAE -> Math.abs(e);
                case HUBER -> Math.abs(e) <= 1 ? e * e / 2 : Math.abs(e) - 0.5;
                case QUANTILE -> 2 * Math.max(QUANTILES.get(q) * e, (QUANTILES.get(q) - 1) * e);
              };
          double weight = labels[i * 2 * HORIZON + HORIZON + j];
          expected += weight * l / (BATCH * outputs * HORIZON);
        }
      }
    }
    assertThat(score(loss, labels, output)).isCloseTo(expected, within(1e-12));

    // DL4J divides the gradient by the batch later
    double[] gradient =
        loss.computeGradient(rows(labels), rows(output), new ActivationIdentity(), null)
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

  @Test
  void theMedianAloneIsTheAbsoluteError() {
    double[] output = new Random(2).doubles(BATCH * HORIZON, -2, 2).toArray();
    double[] labels = new Random(3).doubles(BATCH * HORIZON, -2, 2).toArray();
    assertThat(score(new ForecastLoss(Loss.QUANTILE, List.of(0.5)), labels, output))
        .isEqualTo(score(new ForecastLoss(Loss.MAE, List.of()), labels, output));
  }

  @Test
  void theLeastQuantileLossIsAtTheQuantile() {
    double[] sample = new Random(4).doubles(2001, 0, 1).toArray();
    for (double tau : QUANTILES) {
      ForecastLoss loss = new ForecastLoss(Loss.QUANTILE, List.of(tau));
      double best = 0;
      for (double f = 0; f <= 1; f += 0.01) {
        best = mean(loss, sample, f) < mean(loss, sample, best) ? f : best;
      }
      assertThat(best).isCloseTo(tau, within(0.03));
    }
  }

  @Test
  void jsonKeepsTheQuantilesAndMayLackThem() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ForecastLoss loss = new ForecastLoss(Loss.QUANTILE, QUANTILES);
    String text = json.writeValueAsString(loss);
    ForecastLoss read = json.readValue(text, ForecastLoss.class);
    assertThat(read.getQuantiles()).isEqualTo(QUANTILES);
    assertThat(read.getKind()).isEqualTo(Loss.QUANTILE);
    String without = text.replaceFirst(",\"quantiles\":\\[[^]]*]", "");
    assertThat(without).doesNotContain("quantiles");
    ForecastLoss older = json.readValue(without, ForecastLoss.class);
    assertThat(older.getQuantiles()).isEmpty();
  }

  private static double mean(ForecastLoss loss, double[] sample, double f) {
    INDArray forecasts = Nd4j.valueArrayOf(new long[] {sample.length, 1}, f);
    INDArray labels = Nd4j.createFromArray(sample).reshape(sample.length, 1);
    return loss.computeScore(labels, forecasts, new ActivationIdentity(), null, true);
  }

  private static double score(ForecastLoss loss, double[] labels, double[] output) {
    return loss.computeScore(rows(labels), rows(output), new ActivationIdentity(), null, true);
  }

  private static INDArray rows(double[] values) {
    return Nd4j.createFromArray(values).reshape('c', BATCH, values.length / BATCH);
  }
}
