package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The rational approximations against {@link Math}. */
class GateFunctionsTest {

  @Test
  void tanhAndSigmoidAreAccurateToAMillionth() {
    int n = 400_001;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i - n / 2) / 10_000f;
    }
    float[] tanh = new float[n];
    GateFunctions.tanh(x, tanh, n);
    float[] sigmoid = x.clone();
    GateFunctions.sigmoid(sigmoid, n);

    double worst = 0;
    for (int i = 0; i < n; i++) {
      worst = Math.max(worst, Math.abs(tanh[i] - Math.tanh(x[i])));
      worst = Math.max(worst, Math.abs(sigmoid[i] - 1 / (1 + Math.exp(-(double) x[i]))));
    }
    assertThat(worst).isLessThan(1e-6);
  }

  @Test
  void extremesSaturateAndNaNStaysNaN() {
    float[] x = {Float.NEGATIVE_INFINITY, -1e30f, 0, 1e30f, Float.POSITIVE_INFINITY, Float.NaN};
    float[] tanh = new float[x.length];
    GateFunctions.tanh(x, tanh, x.length);
    float[] sigmoid = x.clone();
    GateFunctions.sigmoid(sigmoid, x.length);
    float[] relu = x.clone();
    GateFunctions.relu(relu, x.length);

    assertThat(tanh).containsExactly(new float[] {-1, -1, 0, 1, 1, Float.NaN}, within(1e-6f));
    assertThat(sigmoid).containsExactly(new float[] {0, 0, 0.5f, 1, 1, Float.NaN}, within(1e-6f));
    assertThat(relu).containsExactly(0, 0, 0, 1e30f, Float.POSITIVE_INFINITY, Float.NaN);
  }

  @Test
  void elementsBeyondTheCountAreLeftAlone() {
    float[] x = {1, 2, 3};

    GateFunctions.tanh(x, x, 2);

    assertThat(x[2]).isEqualTo(3f);
  }
}
