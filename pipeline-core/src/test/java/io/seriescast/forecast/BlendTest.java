package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlendTest {
  @Test
  void lossesAreRelativeToSeasonalNaiveOrElseTheFirstBaseline() {
    List<String> networks = List.of("gru");
    assertThat(BlendedForecasts.reference(List.of("gru", "naive", "seasonal-naive"), networks))
        .isEqualTo("seasonal-naive");
    assertThat(BlendedForecasts.reference(List.of("gru", "naive", "theta"), networks))
        .isEqualTo("naive");
    assertThat(BlendedForecasts.reference(networks, networks)).isEqualTo("gru");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void weightsArePositiveSumToOneAndFavourTheBetter(long seed) {
    Random random = new Random(seed);
    int n = 4000;
    double[] y = random.doubles(n, 10, 20).toArray();
    double[] good = Arrays.stream(y).map(v -> v + random.nextGaussian()).toArray();
    double[] poor = Arrays.stream(y).map(v -> v + 5 * random.nextGaussian()).toArray();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Map<String, Double> weights =
        new Blend(
                List.of("poor", "good"),
                new double[][] {poor, good},
                y,
                ones,
                new int[y.length],
                "poor")
            .weights(List.of(), 10);
    assertThat(weights.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(weights.get("good")).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void twoModelsWithOppositeErrorsShareTheWeight(long seed) {
    Random random = new Random(seed);
    double[] y = random.doubles(3000, 10, 20).toArray();
    double[] high = Arrays.stream(y).map(v -> v + 2).toArray();
    double[] low = Arrays.stream(y).map(v -> v - 2).toArray();
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    Map<String, Double> weights =
        new Blend(
                List.of("high", "low"),
                new double[][] {high, low},
                y,
                ones,
                new int[y.length],
                "high")
            .weights(List.of("high"), 1);
    assertThat(weights.get("high")).isCloseTo(0.5, within(0.05));
  }

  /** Of two horizons little is learned: the prior decides, and it does not trust blindly. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aNetworkThatFailedGetsLittleEvenWhereLittleIsKnown(long seed) {
    Random random = new Random(seed);
    double[] y = random.doubles(20, 10, 20).toArray();
    double[] fair = Arrays.stream(y).map(v -> v + random.nextGaussian()).toArray();
    double[] failed = Arrays.stream(y).map(v -> v + 30 + random.nextGaussian()).toArray();
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    List<String> models = List.of("network", "baseline");
    assertThat(
            new Blend(models, new double[][] {failed, fair}, y, ones, new int[y.length], "baseline")
                .weights(List.of("network"), 10)
                .get("network"))
        .isLessThan(0.05);
    assertThat(
            new Blend(models, new double[][] {fair, failed}, y, ones, new int[y.length], "baseline")
                .weights(List.of("network"), 10)
                .get("network"))
        .isGreaterThan(0.95);
  }

  /** sMAPE is 200 for any forecast of a zero but zero itself: it must not choose here. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rareDemandIsJudgedByItsErrorsAlone(long seed) {
    Random random = new Random(seed);
    double[] y = new double[2000];
    double[] small = new double[y.length];
    double[] last = new double[y.length];
    double[] ones = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
      small[i] = 0.05;
      last[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
      ones[i] = 1;
    }
    assertThat(
            new Blend(
                    List.of("small", "last"),
                    new double[][] {small, last},
                    y,
                    ones,
                    new int[y.length],
                    "last")
                .weights(List.of(), 10)
                .get("small"))
        .isGreaterThan(0.9);
  }

  /** One model is good at a cutoff where all errors are ten times as large, the other elsewhere. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aWildCutoffDoesNotDecideAlone(long seed) {
    Random random = new Random(seed);
    double[] y = random.doubles(3000, 1000, 1010).toArray();
    double[] calm = new double[y.length];
    double[] wild = new double[y.length];
    double[] reference = new double[y.length];
    double[] ones = new double[y.length];
    int[] cutoffs = new int[y.length];
    Arrays.fill(ones, 1);
    for (int i = 0; i < y.length; i++) {
      cutoffs[i] = i % 3;
      double size = cutoffs[i] == 0 ? 10 : 1;
      calm[i] = y[i] + random.nextGaussian() * size * (cutoffs[i] == 0 ? 1 : 0.5);
      wild[i] = y[i] + random.nextGaussian() * size * (cutoffs[i] == 0 ? 0.5 : 1);
      reference[i] = y[i] + 2 * random.nextGaussian() * size;
    }
    List<String> models = List.of("calm", "wild", "reference");
    double[][] forecasts = {calm, wild, reference};
    assertThat(new Blend(models, forecasts, y, ones, cutoffs, "reference").weights(List.of(), 10))
        .satisfies(w -> assertThat(w.get("calm")).isGreaterThan(w.get("wild")));
    assertThat(
            new Blend(models, forecasts, y, ones, new int[y.length], "reference")
                .weights(List.of(), 10))
        .satisfies(w -> assertThat(w.get("calm")).isLessThan(w.get("wild")));
  }
}
