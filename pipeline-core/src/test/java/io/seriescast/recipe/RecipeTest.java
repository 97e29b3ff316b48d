package io.seriescast.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.seriescast.Settings;
import io.seriescast.config.ConfigFiles;
import io.seriescast.table.Frequency;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  @Test
  void hoursFoldDaysAndLookAWeekBack() {
    Plan plan = Recipe.plan(profile("h", 24, 414, 900), 48, 2);
    assertThat(plan.values())
        .containsEntry("window.patch", "24")
        .containsEntry("window.context", "168")
        .containsEntry("window.naive-lags", "[24, 168]")
        .containsEntry("model.hidden", "128");
    assertThat(plan.reasons().keySet()).isEqualTo(plan.values().keySet());
  }

  @Test
  void monthsFoldYears() {
    Plan plan = Recipe.plan(profile("M", 12, 366, 280), 24, 2);
    assertThat(plan.values())
        .containsEntry("window.patch", "12")
        .containsEntry("window.naive-lags", "[12]")
        .containsEntry("model.hidden", "64");
  }

  @ParameterizedTest
  @CsvSource({
    "h, 24, 414, 900, 48, 2h", // as many as a quarter holds, two at most
    "M, 12, 366, 280, 24, 2h",
    "W, 52, 26, 143, 13, 2h",
    "M, 12, 9, 130, 12, 2h",
    "h, 24, 4, 16000, 168, 6h", // six where series are few
    "Y, 1, 40, 20, 6, 1h", // one where a quarter holds none
    "Q, 4, 9, 18, 8, 0h" // and none where nothing would be left
  })
  void validationTakesAQuarterOfTheHistory(
      String frequency, int season, long series, int length, int horizon, String expected) {
    assertThat(Recipe.plan(profile(frequency, season, series, length), horizon, 2).values())
        .containsEntry("split.validation", expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Y, 1, 40, 20, 6",
    "Y, 1, 1, 14, 6",
    "Q, 4, 300, 60, 8",
    "Q, 4, 9, 24, 8",
    "M, 12, 3, 60, 18",
    "W, 52, 100, 300, 13",
    "W, 1, 5, 90, 13",
    "D, 7, 1000, 700, 56",
    "D, 365, 1, 3600, 30",
    "B, 5, 50, 500, 10",
    "h, 24, 4, 16000, 168",
    "30min, 48, 20, 4000, 48",
    "15min, 96, 8, 9000, 96",
    "10min, 144, 5, 20000, 144",
    "min, 1440, 2, 20000, 60",
    "h, 168, 20, 3000, 24",
    "h, 8766, 2, 20000, 48",
    "D, 365, 20, 900, 30",
    "W, 53, 3, 130, 8",
    "s, 60, 2, 20000, 30",
    "h, 1, 10, 100, 24",
    "h, 24, 1000000, 50, 24"
  })
  void everyPlanIsAValidConfiguration(
      String frequency, int season, long series, int length, int horizon) {
    Plan plan = Recipe.plan(profile(frequency, season, series, length), horizon, 2);
    StringBuilder hocon = new StringBuilder("window.horizon = " + horizon + "\n");
    plan.values()
        .forEach((key, value) -> hocon.append(key).append(" = ").append(value).append('\n'));
    Settings settings =
        Settings.bind(
            ConfigFactory.parseString(hocon.toString())
                .withFallback(ConfigFiles.load(null, List.of())));
    assertThat(settings.window().history() + horizon)
        .as("a window fits")
        .isLessThanOrEqualTo(length);
    long windows = series * length / settings.window().stride();
    assertThat(windows).isLessThanOrEqualTo(30_000);
  }

  @Test
  void noSeasonIsAssumedThatDoesNotShow() {
    java.util.Random noise = new java.util.Random(1);
    double[] trend = IntStream.range(0, 300).mapToDouble(i -> i + noise.nextGaussian()).toArray();
    Profile flat =
        new Profile(Frequency.parse("D"), 7, 50, 300, 15_000, 0, 1, List.of(trend, trend));
    assertThat(Recipe.plan(flat, 14, 2).values()).containsEntry("window.naive-lags", "[1]");
  }

  private static Profile profile(String frequency, int season, long series, int length) {
    int period = Math.max(2, season);
    double[] x =
        IntStream.range(0, Math.min(Math.max(400, 4 * period), length))
            .mapToDouble(i -> 100 + 10 * Math.sin(2 * Math.PI * i / period) + i % 3)
            .toArray();
    return new Profile(
        Frequency.parse(frequency), season, series, length, series * length, 0, 1, List.of(x));
  }

  @Test
  void longSeasonsAreFoldedInWholeParts() {
    assertThat(Recipe.plan(profile("10min", 144, 5, 20_000), 144, 2).values())
        .containsEntry("window.patch", "144")
        .containsEntry("window.context", "1008")
        .containsEntry("window.naive-lags", "[144, 1008]");
    assertThat(Recipe.plan(profile("min", 1440, 2, 20_000), 60, 2).values())
        .containsEntry("window.patch", "160")
        .containsEntry("window.naive-lags", "[1440]");
  }

  @Test
  void aYearOfWeeksIsShownBesideTheLastOnesWhereItShows() {
    java.util.Random noise = new java.util.Random(1);
    double[] annual =
        IntStream.range(0, 300)
            .mapToDouble(i -> 100 + 20 * Math.sin(2 * Math.PI * i / 52) + noise.nextGaussian())
            .toArray();
    double[] walk = new double[300];
    for (int t = 1; t < walk.length; t++) {
      walk[t] = walk[t - 1] + noise.nextGaussian();
    }
    Plan seasonal = Recipe.plan(weekly(annual), 13, 2);
    assertThat(seasonal.values()).containsEntry("window.annual-lag", "52");
    assertThat(seasonal.values().get("forecast.baselines")).contains("\"seasonal-mean\"");
    assertThat(Recipe.plan(weekly(walk), 13, 2).values()).containsEntry("window.annual-lag", "0");
  }

  private static Profile weekly(double[] series) {
    return new Profile(
        Frequency.parse("W"), 52, 50, 300, 15_000, 0, 0, List.of(series, series, series));
  }
}
