package io.seriescast.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.seriescast.scale.SeasonalError;
import io.seriescast.testing.SharedData;
import io.seriescast.testing.SharedData.Series;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the literature, and an independent program, got with the same methods on the same data. */
class PublishedScoresTest {
  private static final Map<String, Map<String, Series>> FILES = new HashMap<>();

  /** Makridakis, Spiliotis and Assimakopoulos (2020), hourly; the figures to the last digit. */
  @ParameterizedTest
  @CsvSource({
    "naive, 43.003, 11.608",
    "seasonal-naive, 13.912, 1.193",
    "naive2, 18.383, 2.395",
    "ses, 18.094, 2.385",
    "theta, 18.138, 2.455"
  })
  void theM4CompetitionsBenchmarks(String method, BigDecimal smape, BigDecimal mase)
      throws IOException {
    Score score = score("m4_hourly", method);
    assertThat(decimals(score.smape, 3)).isEqualByComparingTo(smape);
    assertThat(decimals(score.mase, 3)).isEqualByComparingTo(mase);
  }

  /** Athanasopoulos et al. (2011). */
  @ParameterizedTest
  @CsvSource({"seasonal-naive, 22.56"})
  void theTourismCompetition(String method, BigDecimal mape) throws IOException {
    assertThat(decimals(score("tourism_monthly", method).mape, 2)).isEqualByComparingTo(mape);
  }

  @ParameterizedTest
  @CsvSource({
    "m4_hourly",
    "tourism_monthly",
    "nn5_daily_missing",
    "r_classic_monthly",
    "daily_min_temperature",
    "pedestrian_melbourne",
    "etth1"
  })
  void anIndependentProgram(String set) throws IOException {
    JsonNode expected = SharedData.meta(set).get("baselines_computed_here");
    Map<String, String> methods =
        Map.of("naive", "naive", "snaive", "seasonal-naive", "naive2", "naive2");
    for (Map.Entry<String, String> method : methods.entrySet()) {
      JsonNode figures = expected.get(method.getKey());
      Score score = score(set, method.getValue());
      assertThat(decimals(score.smape, 3))
          .as("%s %s", set, method)
          .isEqualByComparingTo(figures.get("smape").decimalValue());
      assertThat(decimals(score.mase, 3))
          .as("%s %s", set, method)
          .isEqualByComparingTo(figures.get("mase").decimalValue());
      assertThat(digits(score.mae, 6))
          .as("%s %s", set, method)
          .isEqualByComparingTo(figures.get("mae").decimalValue());
      assertThat(digits(score.rmse, 6))
          .as("%s %s", set, method)
          .isEqualByComparingTo(figures.get("rmse").decimalValue());
    }
  }

  private record Score(double smape, double mase, double mae, double rmse, double mape) {}

  /** Means over series of the series' scores; one forecast of the whole test part. */
  private static Score score(String set, String method) throws IOException {
    int m = SharedData.meta(set).get("mase_m_used_here").asInt();
    Map<String, Series> train = read(set, "train.csv.gz");
    Map<String, Series> test = read(set, "test.csv.gz");
    Baseline baseline = Baselines.of(method);
    double[] sums = new double[5];
    for (String id : train.keySet()) {
      double[] x = train.get(id).y();
      double[] y = test.get(id).y();
      int[] steps = steps(set, train.get(id), test.get(id));
      double[] f = baseline.forecast(x, m, steps[y.length - 1] + 1);
      double scale = SeasonalError.mean(x, null, x.length, m);
      double squares = 0;
      for (int h = 0; h < y.length; h++) {
        double forecast = f[steps[h]];
        double e = Math.abs(y[h] - forecast);
        double size = Math.abs(y[h]) + Math.abs(forecast);
        sums[0] += size == 0 ? 0 : 200 * e / size / y.length;
        sums[1] += e / scale / y.length;
        sums[2] += e / y.length;
        squares += e * e / y.length;
        sums[4] += 100 * e / Math.abs(y[h]) / y.length;
      }
      sums[3] += Math.sqrt(squares);
    }
    int n = train.size();
    return new Score(sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n);
  }

  /** Which step of the forecast every test row is; NN5 has days without a row. */
  private static int[] steps(String set, Series train, Series test) {
    int[] steps = new int[test.y().length];
    for (int h = 0; h < steps.length; h++) {
      steps[h] =
          set.startsWith("nn5")
              ? (int)
                      ChronoUnit.DAYS.between(
                          train.ds().get(train.ds().size() - 1), test.ds().get(h))
                  - 1
              : h;
    }
    return steps;
  }

  private static Map<String, Series> read(String set, String file) {
    return FILES.computeIfAbsent(
        set + "/" + file, k -> SharedData.read(SharedData.folder(set).resolve(file)));
  }

  private static BigDecimal decimals(double value, int places) {
    return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal digits(double value, int places) {
    return BigDecimal.valueOf(value).round(new MathContext(places, RoundingMode.HALF_EVEN));
  }
}
