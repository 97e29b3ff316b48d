package io.seriescast.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.Settings;
import io.seriescast.testing.Configured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegulariserTest {
  private static final double NONE = Double.NaN;
  private static final long HOUR = 3600L * 1_000_000;

  private static List<Outcome> outcomes(int need, List<Chunk> chunks, String... sets) {
    return regulariser(need, sets).regularise("a", chunks);
  }

  private static Regulariser regulariser(int need, String... sets) {
    Settings settings = Configured.with(sets);
    return new Regulariser(
        settings.source(), settings.quality(), need, Optional.empty(), Ahead.NOTHING);
  }

  private static Outcome series(List<Outcome> outcomes) {
    return outcomes.get(outcomes.size() - 1);
  }

  /** Hours and values in turn. */
  private static Chunk chunk(String origin, double... hoursAndValues) {
    Chunk chunk = new Chunk();
    chunk.setUniqueId("a");
    chunk.setOrigin(origin);
    int n = hoursAndValues.length / 2;
    long[] micros = new long[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      micros[i] = Math.round(hoursAndValues[2 * i] * HOUR);
      y[i] = hoursAndValues[2 * i + 1];
    }
    chunk.setMicros(micros);
    chunk.setY(y);
    return chunk;
  }

  private static Chunk values(double... y) {
    double[] pairs = new double[2 * y.length];
    for (int i = 0; i < y.length; i++) {
      pairs[2 * i] = i;
      pairs[2 * i + 1] = y[i];
    }
    return chunk("f", pairs);
  }

  private static void assertAccount(List<Outcome> outcomes) {
    Outcome series = series(outcomes);
    long records = outcomes.stream().mapToLong(Outcome::getRows).sum();
    assertThat(series.getUsed() + series.getDeduplicated() + records).isEqualTo(series.getRead());
  }

  @DisplayName("F2, F12 gaps by policy, observed or not is kept")
  @ParameterizedTest
  @CsvSource({
    "mask, NaN, NaN, NaN",
    "forward, 2, 2, 6",
    "linear, 3.3333333333333335, 4.666666666666667, 6.5",
    "value, 9, 9, 9",
    "seasonal, 1, 2, 6"
  })
  void gaps(String policy, double third, double fourth, double sixth) {
    List<Outcome> outcomes =
        outcomes(
            1,
            List.of(chunk("f", 0, 1, 1, 2, 4, 6, 5, NONE, 6, 7)),
            "quality.gaps=" + policy,
            "quality.gap-value=9",
            "source.season=2",
            "source.frequency=h");
    Outcome series = series(outcomes);
    double expectedSixth = policy.equals("seasonal") ? fourth : sixth;
    assertThat(series.getY()).containsExactly(1, 2, third, fourth, 6, expectedSixth, 7);
    assertThat(series.getObserved()).containsExactly(true, true, false, false, true, false, true);
    assertThat(series.getMicros()[6]).isEqualTo(6 * HOUR);
    assertThat(series.getUsed()).isEqualTo(5);
    assertAccount(outcomes);
  }

  @Test
  @DisplayName("F12 a gap longer than max-gap stays open as a whole")
  void maximumGap() {
    Outcome series =
        series(
            outcomes(
                1,
                List.of(chunk("f", 0, 1, 1, 1, 3, 3, 6, 6)),
                "quality.gaps=forward",
                "quality.max-gap=1",
                "source.frequency=h"));
    assertThat(series.getY()).containsExactly(1, 1, 1, 3, NONE, NONE, 6);
  }

  @Test
  @DisplayName("F2 rows without value before the first and after the last make no step")
  void leadingAndTrailing() {
    List<Outcome> outcomes = outcomes(1, List.of(values(NONE, NONE, 1, NONE, 3, NONE)));
    assertThat(series(outcomes).getY()).containsExactly(1, 1, 3);
    assertThat(series(outcomes).getUsed()).isEqualTo(6);
    assertAccount(outcomes);
  }

  @Test
  @DisplayName("F5, F6 exact duplicates go, other values go by policy, all are counted")
  void duplicates() {
    List<Chunk> chunks =
        List.of(
            chunk("b", 0, 1, 1, 2, 1, 2, 1, NONE, 2, 5, 3, 4), chunk("a", 2, 3, 2, 8, 2, 5, 4, 4));
    List<Outcome> last = outcomes(1, chunks);
    assertThat(series(last).getY()).containsExactly(1, 2, 5, 4, 4);
    assertThat(series(last).getDeduplicated()).isEqualTo(5);
    assertThat(series(last).getConflicts()).isEqualTo(1);
    assertAccount(last);
    List<Outcome> mean = outcomes(1, chunks, "quality.duplicates=mean");
    assertThat(series(mean).getY()[2]).isCloseTo((3 + 5 + 8) / 3.0, within(1e-14));
    assertAccount(mean);
    List<Outcome> refused =
        outcomes(1, chunks, "quality.duplicates=quarantine", "quality.gaps=mask");
    assertThat(series(refused).getY()).containsExactly(1, 2, NONE, 4, 4);
    assertThat(refused.subList(0, 3))
        .extracting(Outcome::getReason, Outcome::getRawY, Outcome::getRows, Outcome::getSourceFile)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("DUPLICATE_CONFLICT", "3.0", 1L, "a"),
            org.assertj.core.groups.Tuple.tuple("DUPLICATE_CONFLICT", "5.0", 1L, "a"),
            org.assertj.core.groups.Tuple.tuple("DUPLICATE_CONFLICT", "8.0", 1L, "a"));
    assertAccount(refused);
  }

  @DisplayName("F13 too short at n-1, not at n and n+1; it still has its grid")
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void tooShort(int need) {
    List<Outcome> outcomes = outcomes(need, List.of(values(1, 2, 3, 4, 5)));
    assertThat(series(outcomes).getShortSeries()).isEqualTo(need > 5);
    assertThat(series(outcomes).getY()).hasSize(5);
    if (need > 5) {
      assertThat(outcomes.get(0).getReason()).isEqualTo("TOO_SHORT");
      assertThat(outcomes.get(0).getDetail()).isEqualTo("n=5, need=6");
      assertThat(outcomes.get(0).getRows()).isZero();
    }
    assertAccount(outcomes);
  }

  @Test
  @DisplayName("F14, F16, F17 constant, huge and tiny values stay as they are")
  void extremes() {
    double[] y = {5, 5, 5, 1e100, -1e100, 1e-300, Double.MIN_VALUE, -0.0};
    assertThat(series(outcomes(1, List.of(values(y)))).getY()).containsExactly(y);
  }

  @Test
  @DisplayName("F15 a series without any value is empty")
  void empty() {
    List<Outcome> outcomes = outcomes(1, List.of(values(NONE, NONE)));
    assertThat(series(outcomes).getVerdict()).isEqualTo("EMPTY_SERIES");
    assertThat(series(outcomes).getMicros()).isNull();
    assertThat(outcomes.get(0).getRows()).isEqualTo(2);
    assertAccount(outcomes);
  }

  @Test
  @DisplayName("F12 irregular and sparse series are refused with what to do")
  void irregular() {
    List<Outcome> random = outcomes(1, List.of(chunk("f", 0, 1, 1.31, 2, 2.7, 1, 5.77, 3, 9.2, 1)));
    assertThat(series(random).getVerdict()).isEqualTo("IRREGULAR");
    assertAccount(random);
    List<Outcome> sparse = outcomes(1, List.of(chunk("f", 0, 1, 1, 2, 1e6, 3)));
    assertThat(series(sparse).getVerdict()).isEqualTo("SPARSE");
    assertThat(sparse.get(0).getDetail()).isEqualTo("3 of 1000001 steps of h have a value");
    assertAccount(sparse);
    double[] tenOfMany = new double[10_000];
    Arrays.fill(tenOfMany, NONE);
    for (int i = 0; i < 10; i++) {
      tenOfMany[1111 * i] = i;
    }
    List<Outcome> wide = outcomes(1, List.of(values(tenOfMany)), "source.frequency=h");
    assertThat(series(wide).getVerdict()).isEqualTo("SPARSE");
    assertAccount(wide);
    List<Outcome> milliseconds = outcomes(1, List.of(chunk("f", 0, 1, 1e-5, 2, 2e-5, 3)));
    assertThat(milliseconds.get(0).getDetail())
        .isEqualTo(
            "no frequency fits 3 instants: they are less than a second apart, and no frequency is:"
                + " aggregate them to seconds");
  }

  @Test
  @DisplayName("F13 a series of one instant is short, with a frequency only where one is declared")
  void oneInstant() {
    List<Outcome> one = outcomes(2, List.of(values(3)));
    assertThat(series(one).getY()).containsExactly(3);
    assertThat(series(one).getFrequency()).isNull();
    assertThat(series(one).getShortSeries()).isTrue();
    assertThat(one.get(0).getReason()).isEqualTo("TOO_SHORT");
    assertAccount(one);
    assertThat(series(outcomes(2, List.of(values(3)), "source.frequency=h")).getFrequency())
        .isEqualTo("h");
  }

  @Test
  @DisplayName("F12 rows between two steps are refused one by one, thousands of them together")
  void offGrid() {
    List<Outcome> few =
        outcomes(1, List.of(chunk("f", 0, 1, 1, 2, 1.5, 7, 2, 3, 3, 4)), "source.frequency=h");
    assertThat(series(few).getY()).containsExactly(1, 2, 3, 4);
    assertThat(few.get(0).getReason()).isEqualTo("OFF_GRID");
    assertAccount(few);
    double[] many = new double[8000];
    for (int i = 0; i < 4000; i++) {
      many[2 * i] = i < 2500 ? i : 2000 + (i - 2500) + 0.5 * (i % 2) + 600;
      many[2 * i + 1] = i;
    }
    assertAccount(outcomes(1, List.of(chunk("f", many)), "source.frequency=h"));
    double[] conflicts = new double[8000];
    for (int i = 0; i < 4000; i++) {
      conflicts[2 * i] = i >> 1;
      conflicts[2 * i + 1] = i;
    }
    List<Outcome> capped =
        outcomes(
            1,
            List.of(chunk("f", conflicts), chunk("f", 5000, 1, 5001, 2, 5002, 1)),
            "quality.duplicates=quarantine",
            "source.frequency=h");
    assertThat(capped).hasSize(Records.SHOWN + 2);
    assertThat(capped.get(Records.SHOWN).getRows()).isEqualTo(3000);
    assertAccount(capped);
  }

  @Test
  @DisplayName("F11 any order of rows and files gives the same bits, as a plain map would")
  void anyOrder() {
    Regulariser regulariser = regulariser(1, "source.frequency=h", "quality.gaps=mask");
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      TreeMap<Integer, Double> oracle = new TreeMap<>();
      List<double[]> rows = new ArrayList<>();
      int n = 2 + random.nextInt(60);
      for (int i = 0; i < n; i++) {
        int hour = random.nextInt(50);
        double y = random.nextInt(6) == 0 ? NONE : random.nextGaussian();
        rows.add(new double[] {hour, y});
        oracle.merge(hour, y, (a, b) -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b));
      }
      oracle.values().removeIf(v -> Double.isNaN(v));
      List<Outcome> first = null;
      for (int shuffle = 0; shuffle < 3; shuffle++) {
        Collections.shuffle(rows, random);
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < n; from += 7) {
          chunks.add(
              chunk(
                  "f",
                  rows.subList(from, Math.min(n, from + 7)).stream()
                      .flatMapToDouble(Arrays::stream)
                      .toArray()));
        }
        List<Outcome> outcomes = regulariser.regularise("a", chunks);
        assertAccount(outcomes);
        if (first == null) {
          first = outcomes;
        }
        assertThat(series(outcomes).getY()).isEqualTo(series(first).getY());
        assertThat(series(outcomes).getMicros()).isEqualTo(series(first).getMicros());
      }
      if (!oracle.isEmpty()) {
        double[] y = series(first).getY();
        assertThat(y).hasSize(oracle.lastKey() - oracle.firstKey() + 1);
        for (int i = 0; i < y.length; i++) {
          assertThat(y[i]).isEqualTo(oracle.getOrDefault(oracle.firstKey() + i, NONE));
        }
      }
    }
  }
}
