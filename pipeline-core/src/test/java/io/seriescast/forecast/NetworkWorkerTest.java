package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.Settings;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.model.Networks;
import io.seriescast.scale.Scaler;
import io.seriescast.scale.ScalerKind;
import io.seriescast.testing.Configured;
import io.seriescast.window.EncodedSeries;
import io.seriescast.window.Inputs;
import io.seriescast.window.PreparedSeries;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that learned nothing: whatever they say, these laws hold. */
class NetworkWorkerTest {
  private static final int N = 60;
  private static final List<Integer> LEVELS = List.of(80, 95, 50);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "window.local=none",
        "window.local=level",
        "window.local=spread,window.naive-lags=4",
        "window.differences=1",
        "window.local=spread,window.calendar=hour"
      })
  void recursionIsThePlainLoopOfOneApplicationAfterTheOther(String sets) {
    NetworkSnapshot snapshot = snapshot(sets.split(",(?=window)"));
    Origin origin = origin(series(1, N), 40);
    double[] recursive = forecast(snapshot, 6, origin).yHat();

    PreparedSeries known = origin.series();
    for (int done = 0; done < 6; done += 2) {
      double[] next = forecast(snapshot, 2, origin(known, 40 + done)).yHat();
      assertThat(Arrays.copyOfRange(recursive, done, done + 2)).containsExactly(next, within(1e-4));
      double[] y = known.y().clone();
      System.arraycopy(next, 0, y, 40 + done, 2);
      known = prepared(y);
    }
    // direct when one application is enough
    assertThat(forecast(snapshot, 2, origin).yHat()).isEqualTo(Arrays.copyOf(recursive, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingAfterTheOriginShowsInRecursion(long seed) {
    NetworkSnapshot snapshot = snapshot("window.local=spread", "window.naive-lags=1,3");
    PreparedSeries series = series(seed, N);
    double[] changed = series.y().clone();
    for (int t = 40; t < N; t++) {
      changed[t] = t % 3 == 0 ? Double.NaN : 1e6 * t;
    }
    double[] forecast = forecast(snapshot, 8, origin(series, 40)).yHat();
    assertThat(forecast(snapshot, 8, origin(prepared(changed), 40)).yHat()).isEqualTo(forecast);
    // nor does it matter that the series ends there
    PreparedSeries ended = prepared(Arrays.copyOf(series.y(), 40));
    assertThat(forecast(snapshot, 8, origin(ended, 40)).yHat()).isEqualTo(forecast);
    // and the law could fail
    double[] before = series.y().clone();
    before[39] += 1;
    assertThat(forecast(snapshot, 8, origin(prepared(before), 40)).yHat()).isNotEqualTo(forecast);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void quantilesAscendAndTheMedianIsTheForecast(int horizon) {
    NetworkSnapshot snapshot = snapshot("model.loss=quantile", "window.local=spread");
    Forecast[] forecasts =
        new NetworkWorker(snapshot, horizon, LEVELS)
            .forecast(IntStream.range(8, N).mapToObj(at -> origin(series(5, N), at)).toList());
    for (Forecast forecast : forecasts) {
      double[][] bounds = forecast.bounds();
      for (int step = 0; step < horizon; step++) {
        double[] ascending = {
          bounds[2][step], bounds[0][step], forecast.yHat()[step], bounds[1][step], bounds[3][step]
        };
        assertThat(ascending).isSorted().doesNotHaveDuplicates();
      }
      // no such quantiles among the network's
      assertThat(bounds[4]).isNull();
      assertThat(bounds[5]).isNull();
    }
  }

  @Test
  void aPointForecastHasNoBounds() {
    assertThat(forecast(snapshot(), 2, origin(series(1, N), 20)).bounds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPaddedSeriesIsForecastAsByANetworkOfItsOwnLength(boolean bidirectional) {
    String[] sets = {"window.patch=4", "window.min-context=4", "window.local=spread"};
    String[] both = {"window.local-length=8", "model.bidirectional=" + bidirectional};
    NetworkSnapshot wide = snapshot(join(join(sets, both), "window.context=16"));
    NetworkSnapshot narrow = snapshot(join(join(sets, both), "window.context=8"));
    assertThat(wide.parameters()).isEqualTo(narrow.parameters());
    Origin atEight = origin(series(3, N), 8);
    assertThat(forecast(wide, 2, atEight).yHat())
        .containsExactly(forecast(narrow, 2, atEight).yHat(), within(1e-4));
    // beside one that fills the context, and different where there is more to see
    Origin later = origin(series(3, N), 30);
    Forecast[] together = new NetworkWorker(wide, 2, List.of()).forecast(List.of(atEight, later));
    assertThat(together[0].yHat()).containsExactly(forecast(wide, 2, atEight).yHat(), within(1e-4));
    assertThat(forecast(wide, 2, later).yHat()).isNotEqualTo(forecast(narrow, 2, later).yHat());
  }

  @Test
  void whatIsTooShortIsLeftOut() {
    Forecast[] forecasts =
        new NetworkWorker(snapshot(), 2, List.of())
            .forecast(List.of(origin(series(1, N), 7), origin(series(1, N), 8)));
    assertThat(forecasts[0]).isNull();
    assertThat(forecasts[1].yHat()).hasSize(2);
  }

  private static String[] join(String[] sets, String... more) {
    return Stream.concat(Arrays.stream(sets), Arrays.stream(more)).toArray(String[]::new);
  }

  /** Two steps at once from a context of eight, unless the sets say otherwise. */
  private static NetworkSnapshot snapshot(String... sets) {
    String[] sizes = {"window.context=8", "window.horizon=2", "model.hidden=5"};
    Settings settings = Configured.with(join(sizes, sets));
    WindowSettings window = settings.window();
    MultiLayerNetwork network =
        Networks.create(
            settings.model(),
            CellKind.LSTM,
            new WindowEncoder(window).shape(),
            settings.train().optimiser(10),
            42);
    return new NetworkSnapshot(
        "lstm",
        window,
        Inputs.NONE,
        network.getLayerWiseConfigurations().toJson(),
        network.params().toFloatVector());
  }

  private static Forecast forecast(NetworkSnapshot snapshot, int horizon, Origin origin) {
    return new NetworkWorker(snapshot, horizon, LEVELS).forecast(List.of(origin))[0];
  }

  private static Origin origin(PreparedSeries series, int position) {
    return new Origin(series, EncodedSeries.of(series), position);
  }

  private static PreparedSeries series(long seed, int n) {
    Random random = new Random(seed);
    double[] y =
        IntStream.range(0, n)
            .mapToDouble(t -> 50 + 20 * Math.sin(t) + random.nextGaussian())
            .toArray();
    return prepared(y);
  }

  private static PreparedSeries prepared(double[] y) {
    boolean[] observed = new boolean[y.length];
    for (int t = 0; t < y.length; t++) {
      observed[t] = !Double.isNaN(y[t]);
    }
    Scaler scaler = new Scaler(ScalerKind.LOG1P, 4, 0.3, 0);
    return new PreparedSeries("x", y, observed, 1, scaler, 1, new int[0]);
  }
}
