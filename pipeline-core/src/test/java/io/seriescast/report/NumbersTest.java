package io.seriescast.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.evaluate.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "0.0634, 0.0634",
    "0.728, 0.728",
    "-1.193, −1.193",
    "43.003, 43.00",
    "275.34, 275.3",
    "12345.6, '12,346'",
    "1e9, 1.00e9",
    "1.2e-7, 1.20e−7",
    "NaN, –",
    "Infinity, –"
  })
  void values(double v, String shown) {
    assertThat(Numbers.value(v)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0.5, −0.5", "3000, '3,000'", "1e-7, 1e−7", "2.5e6, 2.5e6", "0.1, 0.1"})
  void ticks(double v, String shown) {
    assertThat(Numbers.tick(v)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 %", "0.004, 0.4 %", "0.39, 39 %", "0.9977, 99.8 %", "1, 100 %"})
  void percents(double share, String shown) {
    assertThat(Numbers.percent(share)).isEqualTo(shown.replace(' ', '\u00a0'));
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "8.26, 8.3 s",
    "59.7, 1 min 0 s",
    "245, 4 min 5 s",
    "7800, 2 h 10 min"
  })
  void seconds(double s, String shown) {
    assertThat(Numbers.seconds(s)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "coverage-80, 78, 2",
    "coverage-80, 99, 19",
    "coverage-5, 0.5, 4.5",
    "bias, -3, 3",
    "msis-95, 4.1, 4.1",
    "width-80, 3, NaN"
  })
  void distanceFromTheIdeal(String metric, double value, double distance) {
    assertThat((Double) Metrics.distance(metric, value)).isEqualTo((Double) distance);
  }

  @Test
  void metricsAreNamedAndOrdered() {
    assertThat(Metrics.primary(List.of("mae", "smape", "rmse"))).isEqualTo("smape");
    assertThat(Metrics.primary(List.of())).isNull();
    assertThat(Metrics.name("coverage-80")).isEqualTo("Coverage 80\u00a0%");
    assertThat(Metrics.name("pinball-2.5")).isEqualTo("Pinball loss 2.5\u00a0%");
    assertThat(Metrics.name("smape")).isEqualTo("sMAPE");
    assertThat(Metrics.name("smape-of-another")).isEqualTo("smape-of-another");
    assertThat(Stream.of(Metric.values()).map(Metric::label).map(Metrics::meaning))
        .doesNotContain("");
  }
}
