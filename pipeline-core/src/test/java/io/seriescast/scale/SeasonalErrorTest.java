package io.seriescast.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeasonalErrorTest {
  @Test
  void equalsTheLoop() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 2 + random.nextInt(40);
      int m = 1 + random.nextInt(6);
      double[] y = new double[n];
      boolean[] observed = new boolean[n];
      for (int t = 0; t < n; t++) {
        y[t] = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian() * 100;
        observed[t] = random.nextInt(6) > 0 && !Double.isNaN(y[t]);
      }
      double absolute = 0;
      double squared = 0;
      int pairs = 0;
      for (int t = m; t < n; t++) {
        if (observed[t] && observed[t - m]) {
          absolute += Math.abs(y[t] - y[t - m]);
          squared += Math.pow(y[t] - y[t - m], 2);
          pairs++;
        }
      }
      if (pairs > 0) {
        assertThat(SeasonalError.mean(y, observed, n, m)).isCloseTo(absolute / pairs, within(1e-9));
        assertThat(SeasonalError.rootMeanSquare(y, observed, n, m))
            .isCloseTo(Math.sqrt(squared / pairs), within(1e-9));
      }
    }
  }

  @Test
  void fallsBackToLagOneAndThenToZero() {
    double[] y = {1, 3, 7};
    assertThat(SeasonalError.mean(y, null, 3, 24)).isEqualTo(3);
    assertThat(SeasonalError.rootMeanSquare(y, null, 3, 24)).isEqualTo(Math.sqrt(10));
    assertThat(SeasonalError.mean(y, null, 1, 24)).isZero();
    assertThat(SeasonalError.mean(y, new boolean[] {true, false, true}, 3, 24)).isZero();
    assertThat(SeasonalError.mean(new double[0], null, 0, 1)).isZero();
  }

  @Test
  @DisplayName("F14, F16, F17 constants give 0, extremes stay finite")
  void extremes() {
    assertThat(SeasonalError.mean(new double[] {4, 4, 4}, null, 3, 1)).isZero();
    double[] huge = {1e300, -1e300, 1e300};
    assertThat(SeasonalError.rootMeanSquare(huge, null, 3, 1)).isCloseTo(2e300, within(1e286));
    double[] largest = {Double.MAX_VALUE, -Double.MAX_VALUE};
    assertThat(SeasonalError.mean(largest, null, 2, 1)).isEqualTo(Double.MAX_VALUE);
    double[] tiny = {0, Double.MIN_VALUE};
    assertThat(SeasonalError.rootMeanSquare(tiny, null, 2, 1)).isEqualTo(Double.MIN_VALUE);
  }
}
