package io.seriescast.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.scale.SeasonalError;
import io.seriescast.testing.SampleData;
import io.seriescast.testing.SharedData;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothingTest {
  /** No α of a fine grid, with its best first level among many, has smaller one-step errors. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void simpleSmoothingIsTheBestOfAll(int seed) {
    Random random = new Random(seed);
    double[] x = new double[40];
    double level = 10;
    for (int t = 0; t < x.length; t++) {
      level += random.nextGaussian();
      x[t] = level + 2 * random.nextGaussian();
    }
    double found = new SimpleSmoothing().forecast(x, 1, 1)[0];
    double bestError = Double.POSITIVE_INFINITY;
    double best = 0;
    for (double alpha = 0.001; alpha < 1; alpha += 0.001) {
      for (double first = x[0] - 5; first < x[0] + 5; first += 0.1) {
        double l = first;
        double error = 0;
        for (double v : x) {
          error += (v - l) * (v - l);
          l += alpha * (v - l);
        }
        if (error < bestError) {
          bestError = error;
          best = l;
        }
      }
    }
    assertThat(found).isCloseTo(best, within(0.05));
  }

  @Test
  void holtContinuesALine() {
    double[] line = IntStream.range(0, 30).mapToDouble(t -> 5 + 2 * t).toArray();
    assertThat(new TrendSmoothing("holt", false).forecast(line, 1, 3))
        .containsExactly(new double[] {65, 67, 69}, within(1e-6));
  }

  @Test
  void dampedHoltFlattensOut() {
    double[] line = IntStream.range(0, 30).mapToDouble(t -> 5 + 2 * t).toArray();
    double[] far = new TrendSmoothing("damped-holt", true).forecast(line, 1, 400);
    assertThat(far[1] - far[0]).isBetween(1.0, 2.0);
    assertThat(far[399] - far[398]).isBetween(0.0, 1e-2);
  }

  @Test
  void thetaIsHalfTheTrend() {
    double[] line = IntStream.range(0, 30).mapToDouble(t -> 5 + 2 * t).toArray();
    double[] forecast = new Theta().forecast(line, 1, 3);
    assertThat(forecast[1] - forecast[0]).isCloseTo(1, within(1e-9));
    assertThat(
            Arrays.stream(new Theta().forecast(new double[] {9, 6, 3, 1}, 1, 9))
                .min()
                .getAsDouble())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void seasonalSmoothingContinuesASeasonOnALine(boolean multiplicative) {
    double[] shape = multiplicative ? new double[] {0.8, 1.2, 1} : new double[] {-3, 5, -2};
    double[] x = new double[30];
    for (int t = 0; t < x.length; t++) {
      x[t] = multiplicative ? 50 * shape[t % 3] : 50 + shape[t % 3];
    }
    double[] forecast = new SeasonalSmoothing("holt-winters", multiplicative).forecast(x, 3, 3);
    assertThat(forecast).containsExactly(new double[] {x[0], x[1], x[2]}, within(1e-3));
  }

  @Test
  void decompositionByHand() {
    // trend by moving averages of (½, 1, 1, 1, ½)/4 is 1 everywhere but at the ends
    double[] x = {0.5, 1.5, 1, 1, 0.5, 1.5, 1, 1, 0.5};
    assertThat(ClassicalDecomposition.multiplicative(x, 4))
        .containsExactly(new double[] {0.5, 1.5, 1, 1}, within(1e-12));
    assertThat(ClassicalDecomposition.additive(x, 4))
        .containsExactly(new double[] {-0.5, 0.5, 0, 0}, within(1e-12));
    assertThat(ClassicalDecomposition.additive(new double[] {0, 3, 0, 0, 3, 0, 0}, 3))
        .containsExactly(new double[] {-1, 2, -1}, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ses", "holt", "damped-holt", "theta"})
  void aSeasonAroundZeroIsAdjustedAdditively(String method) {
    // ratios to a trend near zero are anything
    double[] x = IntStream.range(0, 44).mapToDouble(t -> Math.sin(2 * Math.PI * t / 4)).toArray();
    assertThat(Baselines.of(method).forecast(x, 4, 8))
        .containsExactly(new double[] {0, 1, 0, -1, 0, 1, 0, -1}, within(1e-6));
  }

  @Test
  void aSeasonWithZerosIsAdjustedByRatiosUnlessNothingIsUsual() {
    // a season that grows with its level, from a zero on
    double[] x = IntStream.range(0, 40).mapToDouble(t -> t * (t % 4 == 1 ? 3 : 1)).toArray();
    Baseline ses = Baselines.of("ses");
    double[] byRatios = ses.forecast(x, 4, 4);
    assertThat(byRatios[1] / byRatios[0]).isCloseTo(3, within(0.1));
    double[] nights = IntStream.range(0, 40).mapToDouble(t -> t % 4 == 1 ? 12 : 0).toArray();
    assertThat(ses.forecast(nights, 4, 4))
        .containsExactly(new double[] {0, 12, 0, 0}, within(1e-6));
    // the definition that OWA is relative to stays with ratios, which there are none of here
    assertThat(Baselines.of("naive2").forecast(nights, 4, 4)).containsOnly(0);
  }

  @Test
  void seasonalityNeedsThreeSeasonsAndAPeak() {
    double[] peaks = IntStream.range(0, 36).mapToDouble(t -> t % 12 == 5 ? 9 : 1).toArray();
    assertThat(SeasonalityTest.isSeasonal(peaks, 12)).isTrue();
    assertThat(SeasonalityTest.isSeasonal(Arrays.copyOf(peaks, 35), 12)).isFalse();
    assertThat(SeasonalityTest.isSeasonal(peaks, 1)).isFalse();
    assertThat(SeasonalityTest.isSeasonal(new double[36], 12)).isFalse();
    double[] noise = new Random(1).doubles(100).toArray();
    assertThat(SeasonalityTest.isSeasonal(noise, 12)).isFalse();
  }

  /** Figures of data/sample/README.md, from an independent program; Theta's are README.md's. */
  @ParameterizedTest
  @CsvSource({
    "naive, 26.991961, 13.786943, 1e-6",
    "seasonal-naive, 8.544420, 1.255911, 1e-6",
    "theta, 12.51, 2.329, 0.005"
  })
  void theSample(String method, double smape, double mase, double within) {
    Map<String, SharedData.Series> sample = SampleData.series();
    assertThat(sample).hasSize(12);
    double percent = 0;
    double scaled = 0;
    for (SharedData.Series series : sample.values()) {
      int n = series.y().length - 48;
      double[] x = Arrays.copyOf(series.y(), n);
      double[] forecast = Baselines.of(method).forecast(x, 24, 48);
      double scale = SeasonalError.mean(x, null, n, 24);
      for (int h = 0; h < 48; h++) {
        double y = series.y()[n + h];
        percent += 200 * Math.abs(y - forecast[h]) / (y + forecast[h]) / 48 / 12;
        scaled += Math.abs(y - forecast[h]) / scale / 48 / 12;
      }
    }
    assertThat(percent).isCloseTo(smape, within(within));
    assertThat(scaled).isCloseTo(mase, within(within));
  }
}
