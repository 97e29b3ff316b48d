package io.seriescast.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutoffsTest {
  @Test
  void byHand() {
    assertThat(Cutoffs.evaluation(100, 80, 5, 10, 0)).containsExactly(80, 85, 90);
    assertThat(Cutoffs.evaluation(100, 80, 5, 10, 1)).containsExactly(80, 85);
    assertThat(Cutoffs.evaluation(748, 700, 48, 48, 0)).containsExactly(700);
    assertThat(Cutoffs.evaluation(100, 95, 5, 10, 0)).isEmpty();
    assertThat(Cutoffs.evaluation(100, 100, 1, 1, 0)).isEmpty();
    assertThat(Cutoffs.latest(20, 100, 3, 10, 12, 0)).containsExactly(68, 78, 88);
    assertThat(Cutoffs.latest(80, 100, 3, 10, 12, 0)).containsExactly(88);
    assertThat(Cutoffs.latest(90, 100, 3, 10, 12, 0)).isEmpty();
    assertThat(Cutoffs.stride(0, 7)).isEqualTo(7);
    assertThat(Cutoffs.stride(3, 7)).isEqualTo(3);
  }

  @Test
  void lawsOverSeeds() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(200);
      int validationEnd = random.nextInt(n + 1);
      int stride = 1 + random.nextInt(20);
      int horizon = 1 + random.nextInt(30);
      int gap = random.nextInt(4);
      int k = random.nextInt(6);
      int[] evaluation = Cutoffs.evaluation(n, validationEnd, stride, horizon, gap);
      int room = n - validationEnd - gap - horizon;
      assertThat(evaluation).hasSize(Math.max(0, Math.floorDiv(room, stride) + 1));
      holds(evaluation, validationEnd, n, stride, horizon, gap);
      if (evaluation.length > 0) {
        int next = evaluation[evaluation.length - 1] + stride;
        assertThat(next + gap + horizon).as("no room for one more").isGreaterThan(n);
      }
      int[] latest = Cutoffs.latest(validationEnd, n, k, stride, horizon, gap);
      assertThat(latest).hasSize(Math.min(k, evaluation.length));
      holds(latest, validationEnd, n, stride, horizon, gap);
      if (latest.length > 0) {
        assertThat(latest[latest.length - 1] + gap + horizon).isEqualTo(n);
      }
    }
  }

  /** Inside [earliest, end), stride apart, and disjoint when stride ≥ horizon. */
  private static void holds(
      int[] cutoffs, int earliest, int end, int stride, int horizon, int gap) {
    for (int i = 0; i < cutoffs.length; i++) {
      assertThat(cutoffs[i]).isGreaterThanOrEqualTo(earliest);
      assertThat(cutoffs[i] + gap + horizon).isLessThanOrEqualTo(end);
      if (i > 0) {
        assertThat(cutoffs[i] - cutoffs[i - 1]).isEqualTo(stride);
        boolean overlap = cutoffs[i] + gap < cutoffs[i - 1] + gap + horizon;
        assertThat(overlap).isEqualTo(stride < horizon);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "1, 0, 0", "1, 1, -1"})
  void nonsenseIsRefused(int stride, int horizon, int gap) {
    assertThatThrownBy(() -> Cutoffs.evaluation(10, 5, stride, horizon, gap))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cutoffs.latest(5, 10, 1, stride, horizon, gap))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void farPositionsDoNotOverflow() {
    int n = Integer.MAX_VALUE - 1;
    assertThat(Cutoffs.evaluation(n, n - 3, 1_000_000_000, 2, 0)).containsExactly(n - 3);
    assertThat(Cutoffs.latest(0, n, 2, 1_000_000_000, 2, 0)).hasSize(2);
    assertThat(Cutoffs.latest(0, 10, 2, 1, Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
  }
}
