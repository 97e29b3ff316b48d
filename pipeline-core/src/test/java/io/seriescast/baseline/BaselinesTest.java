package io.seriescast.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
  static Stream<String> names() {
    return Baselines.names().stream();
  }

  @Test
  void theSimplestFirst() {
    assertThat(Baselines.names())
        .containsExactly(
            "naive",
            "mean",
            "drift",
            "seasonal-naive",
            "seasonal-mean",
            "naive2",
            "ses",
            "holt",
            "damped-holt",
            "theta",
            "holt-winters",
            "holt-winters-multiplicative");
    assertThat(Baselines.names()).allSatisfy(n -> assertThat(Baselines.of(n).name()).isEqualTo(n));
  }

  @Test
  @DisplayName("F43 an unknown baseline is refused with the valid ones")
  void unknown() {
    assertThatThrownBy(() -> Baselines.of("snaive"))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("'snaive'")
        .hasMessageContaining("naive, mean, drift, seasonal-naive, seasonal-mean, naive2");
  }

  @Test
  void handMadeNumbers() {
    double[] history = {1, 2, 4, 3, 5, 9};
    assertThat(forecast("naive", history, 3, 4)).containsExactly(9, 9, 9, 9);
    assertThat(forecast("mean", history, 3, 2)).containsExactly(new double[] {4, 4}, within(1e-12));
    assertThat(forecast("drift", history, 3, 2))
        .containsExactly(new double[] {10.6, 12.2}, within(1e-12));
    assertThat(forecast("seasonal-naive", history, 3, 5)).containsExactly(3, 5, 9, 3, 5);
    assertThat(forecast("seasonal-naive", history, 7, 2)).containsExactly(9, 9);
    // seasons 1, 2, 4 (mean 7/3) and 3, 5, 9 (mean 17/3)
    assertThat(forecast("seasonal-mean", history, 3, 1))
        .containsExactly(new double[] {(3 / 7.0 + 9 / 17.0) / 2 * 17 / 3}, within(1e-12));
    assertThat(forecast("seasonal-naive:2", history, 3, 3)).containsExactly(5, 9, 5);
  }

  @Test
  void naive2TakesTheSeasonOutAndPutsItBack() {
    double[] shape = {0.5, 1, 1.5, 1};
    double[] history = IntStream.range(0, 26).mapToDouble(t -> 10 * shape[t % 4]).toArray();
    assertThat(forecast("naive2", history, 4, 4))
        .containsExactly(new double[] {15, 10, 5, 10}, within(1e-9));
    double[] tooShort = Arrays.copyOf(history, 11);
    assertThat(forecast("naive2", tooShort, 4, 4)).containsExactly(15, 15, 15, 15);
  }

  @ParameterizedTest
  @MethodSource("names")
  @DisplayName("F14 a constant is forecast as itself")
  void constant(String name) {
    for (double value : new double[] {0, 7, -3.5, 1e-3}) {
      for (int n : new int[] {1, 2, 3, 5, 40}) {
        double[] history = new double[n];
        Arrays.fill(history, value);
        assertThat(Arrays.stream(forecast(name, history, 4, 6)).boxed())
            .allSatisfy(v -> assertThat(v).isCloseTo(value, within(1e-9)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  @DisplayName("F16, F17 forecasts of any finite history are finite, and leave it unchanged")
  void hostileHistories(String name) {
    double[] seeds = {1e300, -1e300, Double.MAX_VALUE, 1e-300, Double.MIN_VALUE, 0, -1, 1};
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(40);
      double[] history = new double[n];
      for (int t = 0; t < n; t++) {
        history[t] =
            seeds[random.nextInt(seeds.length)] * (seed % 2 == 0 ? 1 : random.nextDouble());
      }
      double[] before = history.clone();
      double[] forecast = forecast(name, history, 1 + random.nextInt(8), 1 + random.nextInt(20));
      assertThat(Arrays.stream(forecast).allMatch(Double::isFinite)).as("seed %d", seed).isTrue();
      assertThat(history).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void scaleOfTheHistoryIsScaleOfTheForecast(String name) {
    for (int seed = 0; seed < 5; seed++) {
      double[] history = wave(seed, 60);
      double[] thousandfold = Arrays.stream(history).map(v -> v * 1024).toArray();
      double[] plain = forecast(name, history, 6, 9);
      double[] scaled = forecast(name, thousandfold, 6, 9);
      for (int h = 0; h < 9; h++) {
        assertThat(scaled[h]).as("seed %d", seed).isCloseTo(1024 * plain[h], within(1.0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void sameHistorySameForecastAndALongerOneBeginsTheSame(String name) {
    double[] history = wave(3, 50);
    double[] nine = forecast(name, history, 6, 9);
    assertThat(forecast(name, history, 6, 20)).startsWith(nine);
  }

  @ParameterizedTest
  @MethodSource("names")
  void withoutAHistoryThereIsNoForecast(String name) {
    assertThatThrownBy(() -> forecast(name, new double[0], 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  private static double[] wave(int seed, int n) {
    Random random = new Random(seed);
    return IntStream.range(0, n)
        .mapToDouble(t -> 50 + 0.3 * t + 10 * Math.sin(t * Math.PI / 3) + random.nextGaussian())
        .toArray();
  }

  private static double[] forecast(String name, double[] history, int season, int horizon) {
    return Baselines.of(name).forecast(history, season, horizon);
  }
}
