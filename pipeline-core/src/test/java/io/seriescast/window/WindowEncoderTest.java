package io.seriescast.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.scale.Scaler;
import io.seriescast.scale.ScalerKind;
import io.seriescast.testing.Configured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowEncoderTest {
  private static final WindowSettings FOLDED =
      new WindowSettings(
          12, 4, 6, 1, 4, WindowSettings.LocalScale.SPREAD, 8, true, 18, List.of(4, 8));

  private static final List<WindowSettings> ALL =
      List.of(
          FOLDED,
          settings("window.local=none"),
          settings("window.local=level"),
          settings("window.differences=1"),
          settings("window.local=spread", "window.differences=4"),
          settings("window.local=spread", "window.differences=[1,4]"),
          settings("window.local=level", "window.differences=1"));

  private static WindowSettings settings(String... sets) {
    List<String> all = new ArrayList<>(List.of(sets));
    all.addAll(List.of("window.context=8", "window.min-context=2", "window.horizon=6"));
    return Configured.with(all.toArray(String[]::new)).window();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void decodingATargetGivesTheValueBack(long seed) {
    ALL.forEach(settings -> decodingATargetGivesTheValueBack(settings, series(seed, 60)));
  }

  private static void decodingATargetGivesTheValueBack(
      WindowSettings settings, PreparedSeries series) {
    EncodedSeries encoded = EncodedSeries.of(series);
    WindowEncoder encoder = new WindowEncoder(settings);
    float[] labels = new float[2 * 6];
    for (int origin = 4; origin <= 54; origin++) {
      WindowEncoder.Local local = encoder.local(encoded, origin);
      encoder.target(encoded, origin, local, 2f, labels, 0);
      for (int i = 0; i < 6; i++) {
        double y = series.y()[origin + i];
        assertThat(labels[6 + i]).isEqualTo(Double.isNaN(y) ? 0f : 2f);
        if (!Double.isNaN(y) && Math.abs(labels[i]) < 29) {
          double value = encoder.values(encoded, origin, local, labels, 0)[i];
          assertThat(encoded.scaler().inverse(value))
              .isCloseTo(y, within(1e-4 * (1 + Math.abs(y))));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothingAfterTheOriginShowsInTheContext(long seed) {
    ALL.forEach(
        settings -> nothingAfterTheOriginShows(new WindowEncoder(settings), series(seed, 60)));
  }

  private static void nothingAfterTheOriginShows(WindowEncoder encoder, PreparedSeries series) {
    int origin = 40;
    double[] changed = series.y().clone();
    Arrays.fill(changed, origin, changed.length, 1e6);
    changed[origin + 3] = Double.NaN;
    PreparedSeries other =
        new PreparedSeries(
            "x", changed, series.observed(), 4, series.scaler(), 1, series.origins());
    assertThat(context(encoder, EncodedSeries.of(other), origin))
        .isEqualTo(context(encoder, EncodedSeries.of(series), origin));
    // nor in what an output becomes
    float[] outputs = {1, -1, 0.5f, 0, 2, -2};
    EncodedSeries one = EncodedSeries.of(series);
    EncodedSeries two = EncodedSeries.of(other);
    assertThat(encoder.values(two, origin, encoder.local(two, origin), outputs, 0))
        .isEqualTo(encoder.values(one, origin, encoder.local(one, origin), outputs, 0));
  }

  @Test
  void levelIsTheShareOfTheMeanWhateverTheLinearScaler() {
    double[] y = {2, 4, 6, 8, 0, 0, 0, 0};
    boolean[] observed = {true, true, true, true, true, true, true, true};
    WindowSettings level =
        new WindowSettings(4, 0, 1, 1, 1, WindowSettings.LocalScale.LEVEL, 0, false, 0, List.of());
    for (Scaler scaler : List.of(Scaler.IDENTITY, new Scaler(ScalerKind.MIN_MAX, 2, 6, 1))) {
      EncodedSeries encoded =
          EncodedSeries.of(new PreparedSeries("x", y, observed, 1, scaler, 1, new int[0]));
      assertThat(context(new WindowEncoder(level), encoded, 4))
          .containsExactly(new float[] {0.4f, 0.8f, 1.2f, 1.6f}, within(1e-6f));
      // nothing but zeros
      assertThat(context(new WindowEncoder(level), encoded, 8)).containsOnly(0f);
    }
  }

  @Test
  @DisplayName("F16 a spike far beyond the training part stays finite, and so do its squares")
  void spikesStayFinite() {
    double[] y = {0, 1, 0.5, 1e50, -1e100, 1, 0, 1, 1e50, 0, 1, 0, 1, 0};
    EncodedSeries encoded = plain(y);
    WindowEncoder encoder = new WindowEncoder(settings("window.local=none"));
    float[] labels = new float[2 * 6];
    encoder.target(encoded, 8, encoder.local(encoded, 8), 1f, labels, 0);
    assertThat(labels).startsWith(1e8f, 0f, 1f);
    assertThat(context(encoder, encoded, 8)).containsExactly(0, 1, 0.5f, 1e8f, -1e8f, 1, 0, 1);
  }

  @Test
  void onlyStepsOfNothingButPaddingAreMasked() {
    WindowEncoder encoder = new WindowEncoder(FOLDED);
    // three steps of four: 4 values fill one, 5 reach into a second
    assertThat(encoder.mask(4, 5, 12)).containsExactly(0, 0, 1, 0, 1, 1, 1, 1, 1);
    assertThat(encoder.mask(9, 12)).isNull();
  }

  @Test
  void aStepTakesAPatchAndPaddingIsZero() {
    WindowSettings plain =
        new WindowSettings(6, 2, 1, 1, 3, WindowSettings.LocalScale.NONE, 0, false, 0, List.of());
    float[] features = context(new WindowEncoder(plain), plain(1, 2, 3, 4), 3);
    // [channels, steps]: step 0 is padding, step 1 holds 1, 2, 3
    assertThat(features).containsExactly(0, 1, 0, 2, 0, 3);
  }

  @Test
  void aTargetIsWhatIsLeftOverTheMeanOfTheNaiveForecasts() {
    double[] y = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40};
    WindowEncoder encoder = new WindowEncoder(plain(4, 4, false, List.of(2, 3)));
    float[] labels = new float[2 * 4];
    encoder.target(plain(y), 6, WindowEncoder.Local.NONE, 1f, labels, 0);
    // two steps back: 5, 6, 5, 6; three steps back: 4, 5, 6, 4
    assertThat(labels).startsWith(10 - 4.5f, 20 - 5.5f, 30 - 5.5f, 40 - 5f);
  }

  @Test
  void theNetworkIsToldWhatWasObserved() {
    double[] y = {7, Double.NaN, 9, 1};
    WindowEncoder encoder = new WindowEncoder(plain(4, 1, true, List.of()));
    // the value before stands in the gap; at origin 3 one step is padding
    assertThat(context(encoder, plain(y), 3)).containsExactly(0, 7, 7, 9, 0, 0, -1, 0);
  }

  @Test
  void theYearBeforeIsShownAroundItsOwnLevel() {
    double[] y = {1, 3, 1, 3, 7, 9, 0, 0, 0, 0, -2, 2, -2, 2, 0, 0};
    WindowSettings yearly =
        new WindowSettings(
            4, 0, 2, 1, 2, WindowSettings.LocalScale.SPREAD, 4, false, 10, List.of());
    WindowEncoder encoder = new WindowEncoder(yearly);
    // [channel, step]: -2, 2, -2, 2 by their spread 2; then 1, 3, 7, 9, which ended a patch after
    // the same point of the year before, less the level 2 of the season before that point
    assertThat(context(encoder, plain(y), 14))
        .containsExactly(new float[] {-1, -1, 1, 1, -0.5f, 2.5f, 0.5f, 3.5f}, within(1e-6f));
    // a year before 13 there is no whole season to have a level of
    assertThat(context(encoder, plain(y), 13)).endsWith(0, 0, 0, 0);
  }

  private static WindowSettings plain(
      int context, int horizon, boolean observed, List<Integer> lags) {
    return new WindowSettings(
        context, 0, horizon, 1, 1, WindowSettings.LocalScale.NONE, 0, observed, 0, lags);
  }

  /** As it is, without a season; NaN is a gap. */
  private static EncodedSeries plain(double... y) {
    return EncodedSeries.of(
        new PreparedSeries("x", y, observed(y), 100, Scaler.IDENTITY, 1, new int[0]));
  }

  private static boolean[] observed(double... y) {
    boolean[] observed = new boolean[y.length];
    for (int t = 0; t < y.length; t++) {
      observed[t] = !Double.isNaN(y[t]);
    }
    return observed;
  }

  private static float[] context(WindowEncoder encoder, EncodedSeries series, int origin) {
    float[] features = new float[encoder.shape().inputs()];
    encoder.context(series, origin, encoder.local(series, origin), features, 0);
    return features;
  }

  private static PreparedSeries series(long seed, int n) {
    Random random = new Random(seed);
    double[] y =
        IntStream.range(0, n)
            .mapToDouble(
                t ->
                    random.nextInt(10) == 0
                        ? Double.NaN
                        : 50 + 20 * Math.sin(t) + random.nextGaussian())
            .toArray();
    return new PreparedSeries(
        "x", y, observed(y), 4, new Scaler(ScalerKind.LOG1P, 4, 0.3, 0), 1, new int[0]);
  }
}
