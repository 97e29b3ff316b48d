package io.seriescast.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingTest {
  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).toList();
  }

  @Test
  void linearTicksAreRoundNumbersInsideTheRange() {
    assertThat(labels(Axis.linear(new double[] {-1, 1}, 5)))
        .containsExactly("−1", "−0.5", "0", "0.5", "1");
    assertThat(labels(Axis.linear(new double[] {0, 3.6}, 4))).containsExactly("0", "1", "2", "3");
    assertThat(labels(Axis.linear(new double[] {2400, 5200}, 5)))
        .containsExactly("3,000", "4,000", "5,000");
    assertThat(Axis.linear(new double[] {0, 10}, 4).fraction(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyValueLiesOnItsAxisAndTicksAreFew(int seed) {
    Random random = new Random(seed);
    double scale = Math.pow(10, random.nextInt(60) - 30);
    double[] values = random.doubles(20, -1, 1).map(v -> v * scale).toArray();
    Axis axis = Axis.linear(values, 5);
    for (double v : values) {
      assertThat(axis.fraction(v)).isBetween(0.0, 1.0);
    }
    assertThat(axis.ticks()).hasSizeBetween(2, 7);
    assertThat(labels(axis)).doesNotHaveDuplicates();
  }

  @Test
  void logTicksAreDecadesOrTheirParts() {
    assertThat(labels(Axis.log(new double[] {0.0001, 0.5, Double.NaN, 0, -1})))
        .containsExactly("0.0001", "0.001", "0.01", "0.1");
    assertThat(labels(Axis.log(new double[] {0.09, 0.6}))).containsExactly("0.1", "0.2", "0.5");
    assertThat(labels(Axis.log(new double[0]))).isNotEmpty();
  }

  @Test
  void wholeTicksBeginWithOne() {
    assertThat(labels(Axis.whole(1, 48, 5))).containsExactly("1", "10", "20", "30", "40");
    assertThat(labels(Axis.whole(1, 3, 10))).containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:00Z, 2024-01-01T00:00:50Z",
    "2024-01-01T00:00:00Z, 2024-01-01T05:00:00Z",
    "2024-01-01T07:00:00Z, 2024-01-09T00:00:00Z",
    "2024-02-29T00:00:00Z, 2024-12-31T00:00:00Z",
    "1850-01-01T00:00:00Z, 2024-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z, 9999-12-31T00:00:00Z",
    "2024-01-01T00:00:00Z, 2024-01-01T00:00:00Z"
  })
  void timeTicksAreFewAndInside(Instant from, Instant to) {
    for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"))) {
      Axis axis = TimeAxis.of(from, to, zone, 6);
      assertThat(axis.ticks()).hasSizeBetween(1, 9);
      for (Axis.Tick tick : axis.ticks()) {
        assertThat(axis.fraction(tick.at())).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void daysBeginAtMidnightOfTheZone() {
    Axis axis =
        TimeAxis.of(
            Instant.parse("2024-03-30T00:00:00Z"),
            Instant.parse("2024-04-02T00:00:00Z"),
            ZoneId.of("Europe/Berlin"),
            5);
    assertThat(axis.ticks())
        .extracting(t -> Instant.ofEpochSecond((long) t.at()).toString())
        .containsExactly("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z", "2024-04-01T22:00:00Z");
    assertThat(labels(axis)).containsExactly("31 Mar", "1 Apr", "2 Apr");
  }

  @Test
  void aLineBreaksAtGapsAndALonelyValueIsADot() {
    Axis x = Axis.whole(0, 6, 6);
    double[] ys = {1, 2, Double.NaN, 3, Double.NaN, 2, 1};
    String svg =
        new Plot(x, Axis.linear(ys, 4), 400, 200)
            .line(new double[] {0, 1, 2, 3, 4, 5, 6}, ys, "main")
            .svg("any");
    String path = svg.replaceFirst("(?s).*<path class=\"line main\" d=\"([^\"]*)\".*", "$1");
    assertThat(path.chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(path.chars().filter(c -> c == 'L').count()).isEqualTo(2);
    assertThat(svg.split("<circle", -1)).hasSize(2);
  }

  @Test
  void endLabelsDoNotOverlap() {
    Axis y = Axis.linear(new double[] {0, 100}, 4);
    Plot plot = new Plot(Axis.whole(0, 1, 2), y, 400, 200).labelsOf(5);
    for (double at : new double[] {1, 1, 0.5, 99, 100}) {
      plot.endLabel(at, "label", "main");
    }
    double[] at =
        java.util.regex.Pattern.compile("class=\"end main\" x=\"[^\"]*\" y=\"([^\"]*)\"")
            .matcher(plot.svg("any"))
            .results()
            .mapToDouble(r -> Double.parseDouble(r.group(1)))
            .toArray();
    assertThat(at).hasSize(5);
    for (int i = 1; i < at.length; i++) {
      assertThat(at[i] - at[i - 1]).isGreaterThanOrEqualTo(14);
    }
    assertThat(at[4]).isLessThanOrEqualTo(200);
  }

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

  @Test
  void metricsAreNamedAndOrdered() {
    assertThat(Metrics.primary(List.of("mae", "smape", "rmse"))).isEqualTo("smape");
    assertThat(Metrics.primary(List.of())).isNull();
    assertThat(Metrics.name("coverage_80")).isEqualTo("Coverage 80\u00a0%");
    assertThat(Metrics.name("smape")).isEqualTo("sMAPE");
    assertThat(Metrics.distance("coverage_80", 0.78))
        .isCloseTo(2, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(Metrics.distance("bias", -3)).isEqualTo(3);
  }
}
