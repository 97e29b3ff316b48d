package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
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
    Map<String, Double> weights =
        new Blend(List.of("poor", "good"), outcomes(y, new int[y.length], poor, good), "poor")
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
    Map<String, Double> weights =
        new Blend(List.of("high", "low"), outcomes(y, new int[y.length], high, low), "high")
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
    List<String> models = List.of("network", "baseline");
    assertThat(
            new Blend(models, outcomes(y, new int[y.length], failed, fair), "baseline")
                .weights(List.of("network"), 10)
                .get("network"))
        .isLessThan(0.05);
    assertThat(
            new Blend(models, outcomes(y, new int[y.length], fair, failed), "baseline")
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
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
      small[i] = 0.05;
      last[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
    }
    assertThat(
            new Blend(List.of("small", "last"), outcomes(y, new int[y.length], small, last), "last")
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
    int[] cutoffs = new int[y.length];
    for (int i = 0; i < y.length; i++) {
      cutoffs[i] = i % 3;
      double size = cutoffs[i] == 0 ? 10 : 1;
      calm[i] = y[i] + random.nextGaussian() * size * (cutoffs[i] == 0 ? 1 : 0.5);
      wild[i] = y[i] + random.nextGaussian() * size * (cutoffs[i] == 0 ? 0.5 : 1);
      reference[i] = y[i] + 2 * random.nextGaussian() * size;
    }
    List<String> models = List.of("calm", "wild", "reference");
    double[][] forecasts = {calm, wild, reference};
    assertThat(
            new Blend(models, outcomes(y, cutoffs, forecasts), "reference").weights(List.of(), 10))
        .satisfies(w -> assertThat(w.get("calm")).isGreaterThan(w.get("wild")));
    assertThat(
            new Blend(models, outcomes(y, new int[y.length], forecasts), "reference")
                .weights(List.of(), 10))
        .satisfies(w -> assertThat(w.get("calm")).isLessThan(w.get("wild")));
  }

  /** Both are too high everywhere, one a little more: by luck or not, one instant cannot tell. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatManySeriesSayAtOneInstantIsNotLearnedByHeart(long seed) {
    Random random = new Random(seed);
    double[] y = random.doubles(4000, 10, 20).toArray();
    double[] better = Arrays.stream(y).map(v -> v + 1 + random.nextDouble()).toArray();
    double[] worse = Arrays.stream(better).map(v -> v + 0.1).toArray();
    Outcomes many = outcomes(y, new int[y.length], better, worse);
    Outcomes one = new Outcomes(many.forecasts(), y, many.scale(), many.ages(), new long[y.length]);
    List<String> models = List.of("better", "worse");
    assertThat(new Blend(models, many, "worse").weights(List.of(), 10).get("better"))
        .isGreaterThan(0.97);
    assertThat(new Blend(models, one, "worse").weights(List.of(), 10).get("better"))
        .isBetween(0.6, 0.8);
  }

  @Test
  void leavingOutACutoffLeavesTheOthersAsTheyAre() {
    double[] y = {1, 2, 3, 4};
    Outcomes all = outcomes(y, new int[] {0, 1, 0, 2}, new double[] {5, 6, 7, 8});
    Outcomes rest = all.leavingOut(0, 3);
    assertThat(rest.y()).containsExactly(2, 4);
    assertThat(rest.forecasts()[0]).containsExactly(6, 8);
    assertThat(rest.ages()).containsExactly(1, 2);
    assertThat(rest.instants()).containsExactly(1, 3);
    assertThat(rest.scale()).hasSize(2);
    assertThat(all.oldest()).isEqualTo(2);
    // of more cutoffs than folds every second one, here 0 and 2, is left out
    assertThat(all.leavingOut(0, 2).y()).containsExactly(2);
  }

  /** Each at an instant of its own, errors as they are. */
  private static Outcomes outcomes(double[] y, int[] ages, double[]... forecasts) {
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    return new Outcomes(forecasts, y, ones, ages, LongStream.range(0, y.length).toArray());
  }
}
