package io.seriescast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.scale.Scaler;
import io.seriescast.testing.PreparedTable;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExogenousEncoderTest {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final ZonedDateTime START = ZonedDateTime.of(2024, 3, 9, 20, 0, 0, 0, ZONE);

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  /** Channel by channel as the documentation of WindowShape and ExogenousEncoder says. */
  @ParameterizedTest
  @MethodSource("seeds")
  void asAPlainLoopHasIt(long seed) {
    Random random = new Random(seed);
    int patch = 1 + random.nextInt(3);
    int context = patch * (1 + random.nextInt(4));
    int horizon = 1 + random.nextInt(5);
    int n = context + horizon + 5;
    boolean calendar = random.nextBoolean();
    int historic = random.nextInt(3);
    int future = random.nextInt(3);
    boolean observed = random.nextBoolean();
    int fittedTo = n - 4;
    double[] y = random.doubles(n).toArray();
    boolean[] known = new boolean[n];
    Arrays.fill(known, true);
    double[][] past = columns(random, historic, n);
    double[][] ahead = columns(random, future, n + horizon);
    String[] statics = {
      random.nextBoolean() ? "7" : null, List.of("a", "b", "z").get(random.nextInt(3))
    };
    SeriesInputs exogenous =
        new SeriesInputs(START.toEpochSecond() * 1_000_000, "h", fittedTo, statics, past, ahead);
    EncodedSeries series =
        EncodedSeries.of(
            new PreparedSeries("x", y, known, 1, Scaler.IDENTITY, 1, new int[0], exogenous));
    WindowSettings settings =
        new WindowSettings(
            context,
            1,
            horizon,
            0,
            1,
            0,
            patch,
            WindowSettings.LocalScale.NONE,
            0,
            observed,
            0,
            List.of(),
            List.of(),
            calendar ? List.of(CalendarFeature.HOUR, CalendarFeature.DAY_OF_WEEK) : List.of());
    Inputs inputs =
        new Inputs(
            List.of("h0", "h1").subList(0, historic),
            List.of("f0", "f1").subList(0, future),
            List.of(
                new StaticInput("s0", 5, 4, List.of()),
                new StaticInput("s1", 0, 1, List.of("a", "b"))),
            ZONE.getId());
    WindowEncoder encoder = new WindowEncoder(settings, inputs);
    boolean reads = calendar || future > 0;
    int steps = context / patch + (reads ? (horizon + patch - 1) / patch : 0);
    for (int origin : new int[] {1, context, n - 2, n}) {
      List<double[]> channels = new ArrayList<>();
      perValue(channels, y, steps, patch, origin, context, origin);
      if (observed) {
        for (int p = 0; p < patch; p++) {
          channels.add(new double[steps]);
        }
      }
      for (double[] values : past) {
        perValue(channels, scaled(values, fittedTo), steps, patch, origin, context, origin);
      }
      for (double[] values : ahead) {
        perValue(
            channels, scaled(values, fittedTo), steps, patch, origin, context, origin + horizon);
      }
      double[][] step = new double[4 + 4 + 1][steps];
      for (int s = 0; s < steps; s++) {
        ZonedDateTime time = START.plusHours(origin - context + s * patch);
        double hour = 2 * Math.PI * time.getHour() / 24;
        double day = 2 * Math.PI * (time.getDayOfWeek().getValue() - 1) / 7;
        step[0][s] = Math.sin(hour);
        step[1][s] = Math.cos(hour);
        step[2][s] = Math.sin(day);
        step[3][s] = Math.cos(day);
        step[4][s] = statics[0] == null ? 0 : (7 - 5) / 4.0;
        step[5][s] = statics[1].equals("a") ? 1 : 0;
        step[6][s] = statics[1].equals("b") ? 1 : 0;
        step[7][s] = statics[1].equals("z") ? 1 : 0;
        step[8][s] = s < context / patch ? 0 : 1;
      }
      channels.addAll(Arrays.asList(step).subList(calendar ? 0 : 4, reads ? 9 : 8));
      assertThat(encoder.shape().channels()).isEqualTo(channels.size());
      assertThat(encoder.shape().steps()).isEqualTo(steps);
      float[] features = new float[encoder.shape().inputs()];
      encoder.context(series, origin, encoder.local(series, origin), features, 0);
      float[] expected = new float[channels.size() * steps];
      for (int c = 0; c < channels.size(); c++) {
        for (int s = 0; s < steps; s++) {
          expected[c * steps + s] = (float) channels.get(c)[s];
        }
      }
      assertThat(features).containsExactly(expected, org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  /** One channel per place in the patch; only positions in [0, until) have a value. */
  private static void perValue(
      List<double[]> channels,
      double[] v,
      int steps,
      int patch,
      int origin,
      int context,
      int until) {
    for (int p = 0; p < patch; p++) {
      double[] channel = new double[steps];
      for (int s = 0; s < steps; s++) {
        int at = origin - context + s * patch + p;
        channel[s] = at < 0 || at >= Math.min(until, v.length) ? 0 : v[at];
      }
      channels.add(channel);
    }
  }

  private static double[] scaled(double[] values, int fittedTo) {
    double[] fit = Arrays.stream(values, 0, fittedTo).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(fit).sum() / fit.length;
    double squares = Arrays.stream(fit).map(v -> (v - mean) * (v - mean)).sum() / fit.length;
    return Arrays.stream(values)
        .map(v -> Double.isNaN(v) ? 0 : (v - mean) / Math.sqrt(squares))
        .toArray();
  }

  private static double[][] columns(Random random, int count, int n) {
    double[][] columns = new double[count][];
    for (int c = 0; c < count; c++) {
      columns[c] = random.doubles(n, -5, 20).toArray();
      columns[c][0] = Double.NaN;
    }
    return columns;
  }

  @Test
  void aConstantOfTheTrainingPartChangesInSharesOfIt() {
    double[][] constant = {{100, 100, 100, 110}, {0, 0, 0, 1}};
    EncodedInputs encoded =
        EncodedInputs.of(new SeriesInputs(0, "h", 3, new String[0], constant, new double[0][]));
    assertThat(encoded.historic()[0]).containsExactly(0f, 0f, 0f, 0.1f);
    assertThat(encoded.historic()[1]).containsExactly(0f, 0f, 0f, 1f);
  }

  @Test
  void staticColumnsAreNumbersWhereAllAreAndElseTheirMostFrequentTexts() {
    PreparedTable table = new PreparedTable();
    double[][] none = {};
    for (int i = 0; i < 60; i++) {
      List<String> statics =
          Arrays.asList(i == 7 ? null : String.valueOf(i), i < 5 ? "rest" : "t" + i);
      table.with("s" + i, 1, 0, 0, new double[] {1, 2}, statics, none, none);
    }
    StaticInput number = StaticInput.fit(table.build(), 0, "size");
    assertThat(number.levels()).isEmpty();
    assertThat(number.center()).isBetween(29.0, 31.0);
    assertThat(StaticInput.fit(table.build().repartition(7), 0, "size")).isEqualTo(number);
    for (String odd : List.of("NaN", "Infinity", "large")) {
      float[] written = new float[1];
      number.write(odd, written, 0);
      assertThat(written[0]).as("%s is the center", odd).isZero();
    }
    StaticInput text = StaticInput.fit(table.build(), 1, "kind");
    assertThat(text.levels()).hasSize(StaticInput.MOST_LEVELS).startsWith("rest", "t10", "t11");
  }

  @Test
  void aBlockCountsExogenousValues() {
    double[][] past = {{1, 2, 3}, {4, 5, 6}};
    double[][] ahead = {{1, 2, 3, 4}};
    SeriesInputs exogenous = new SeriesInputs(0, "h", 3, new String[0], past, ahead);
    boolean[] known = {true, true, true};
    PreparedSeries series =
        new PreparedSeries("x", past[0], known, 1, Scaler.IDENTITY, 1, new int[] {2}, exogenous);
    assertThat(new WindowBlock(List.of(series, series)).values()).isEqualTo(2 * (3 + 6 + 4));
  }
}
