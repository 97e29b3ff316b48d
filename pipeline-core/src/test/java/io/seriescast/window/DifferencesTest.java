package io.seriescast.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferencesTest {
  private static final List<List<Integer>> LAGS =
      List.of(
          List.of(),
          List.of(1),
          List.of(7),
          List.of(1, 1),
          List.of(1, 7),
          List.of(7, 1, 3),
          List.of(2, 2));

  @Test
  void byHand() {
    double[] v = {1, 4, 9, 16, 25};
    assertThat(IntStream.range(0, 5).mapToDouble(t -> Differences.over(List.of(1)).of(v, t)))
        .containsExactly(0.0, 3.0, 5.0, 7.0, 9.0);
    assertThat(IntStream.range(0, 5).mapToDouble(t -> Differences.over(List.of(1, 1)).of(v, t)))
        .containsExactly(0.0, 0.0, 2.0, 2.0, 2.0);
    assertThat(Differences.over(List.of(1)).continued(v, 5, 3)).containsExactly(25, 25, 25);
    assertThat(Differences.over(List.of(2)).continued(v, 5, 3)).containsExactly(16, 25, 16);
    assertThat(Differences.over(List.of(1, 1)).continued(v, 5, 3)).containsExactly(34, 43, 52);
    // more reach than history: the last value
    assertThat(Differences.over(List.of(7)).continued(v, 5, 2)).containsExactly(25, 25);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void oneLagAfterTheOtherAndBack(long seed) {
    double[] v = new Random(seed).doubles(50, -100, 100).toArray();
    for (List<Integer> lags : LAGS) {
      Differences differences = Differences.over(lags);
      double[] loop = v;
      for (int lag : lags) {
        loop = differenced(loop, lag);
      }
      double[] z = IntStream.range(0, v.length).mapToDouble(t -> differences.of(v, t)).toArray();
      for (int t = differences.reach(); t < v.length; t++) {
        assertThat(z[t]).as("lags %s, %d", lags, t).isCloseTo(loop[t], within(1e-11));
        // the inverse: what comes when the next difference is zero, plus the difference
        double back = t == 0 ? z[t] : differences.continued(v, t, 1)[0] + z[t];
        assertThat(back).as("lags %s, %d", lags, t).isCloseTo(v[t], within(1e-11));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theContinuationHasNoDifferencesAndSeesNothingAhead(long seed) {
    double[] v = new Random(seed).doubles(50, -100, 100).toArray();
    for (List<Integer> lags : LAGS.subList(1, LAGS.size())) {
      Differences differences = Differences.over(lags);
      double[] next = differences.continued(v, 30, 20);
      double[] whole = v.clone();
      System.arraycopy(next, 0, whole, 30, 20);
      for (int t = 30; t < 50; t++) {
        assertThat(differences.of(whole, t)).as("lags %s", lags).isCloseTo(0, within(1e-9));
      }
      double[] changed = v.clone();
      Arrays.fill(changed, 30, 50, Double.NaN);
      assertThat(differences.continued(changed, 30, 20)).isEqualTo(next);
      assertThat(differences.continued(Arrays.copyOf(v, 30), 30, 20)).isEqualTo(next);
    }
  }

  @Test
  void constantsAndZerosAreDefined() {
    for (double constant : new double[] {0, 5}) {
      double[] v = new double[20];
      Arrays.fill(v, constant);
      List<double[]> continued = new ArrayList<>();
      for (List<Integer> lags : LAGS.subList(1, LAGS.size())) {
        assertThat(Differences.over(lags).of(v, 15)).isZero();
        continued.add(Differences.over(lags).continued(v, 20, 2));
      }
      assertThat(continued).allSatisfy(c -> assertThat(c).containsOnly(constant));
    }
  }

  private static double[] differenced(double[] v, int lag) {
    double[] z = new double[v.length];
    for (int t = lag; t < v.length; t++) {
      z[t] = v[t] - v[t - lag];
    }
    return z;
  }
}
