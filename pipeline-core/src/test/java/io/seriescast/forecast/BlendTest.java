package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlendTest {
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
        new Blend(List.of("poor", "good"), new double[][] {poor, good}, y, ones)
            .weights("poor", List.of(), 10);
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
        new Blend(List.of("high", "low"), new double[][] {high, low}, y, ones)
            .weights("high", List.of("high"), 1);
    assertThat(weights.get("high")).isCloseTo(0.5, within(0.05));
  }
}
