package io.seriescast.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.ChildProcess;
import java.awt.Font;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private static final Chart.Look LINE = new Chart.Look("main", 2, false);
  private static final int WIDTH = 600;
  private static final int HEIGHT = 200;

  private static String svg(Chart chart) {
    String svg = chart.svg(WIDTH, HEIGHT, "any");
    assertThat(svg).doesNotContain("NaN", "Infinity", "id=");
    return svg;
  }

  private static List<String> found(String svg, String pattern) {
    return Pattern.compile(pattern).matcher(svg).results().map(r -> r.group(1)).toList();
  }

  private static List<String> labels(String svg) {
    return found(svg, "<text[^>]*>([^<]+)</text");
  }

  /** The path of the mark in this colour, which its group or itself says. */
  private static String path(String svg, String ink) {
    List<String> paths =
        found(svg, "(?s)stroke=\"var\\(--" + ink + "\\)\".*?<path [^>]*?d=\"([^\"]*)\"");
    assertThat(paths).as("a path in %s of %s", ink, svg).isNotEmpty();
    return paths.get(0);
  }

  private static long count(String path, char command) {
    return path.chars().filter(c -> c == command).count();
  }

  private static double[] steps(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }

  @Test
  void aLineBreaksAtGapsAndALonelyValueIsADot() {
    double[] ys = {1, 2, Double.NaN, 3, Double.NaN, 2, 1};
    String path = path(svg(Chart.ofSteps().line(steps(7), ys, LINE)), "main");
    // two lines of two values, and a line of no length
    assertThat(count(path, 'M')).isEqualTo(3);
    assertThat(count(path, 'L')).isEqualTo(3);
    List<MatchResult> lonely =
        Pattern.compile("M(\\S+ \\S+) L(\\S+ \\S+)").matcher(path).results().toList();
    assertThat(lonely.get(1).group(1)).isEqualTo(lonely.get(1).group(2));
    assertThat(lonely.get(0).group(1)).isNotEqualTo(lonely.get(0).group(2));
  }

  @Test
  void everyKnownValueIsADotOfItsOwn() {
    String path =
        path(
            svg(Chart.ofSteps().dots(steps(4), new double[] {1, Double.NaN, 3, 4}, "actual")),
            "actual");
    assertThat(count(path, 'M')).isEqualTo(3);
  }

  @Test
  void aBandLeavesOutWhatIsNotKnown() {
    double[] low = {1, 1, 1, Double.NaN, 1, 1};
    double[] high = {2, 2, 2, 2, 2, 2};
    String svg = svg(Chart.ofSteps().band(steps(6), low, high, "net1").line(steps(6), high, LINE));
    assertThat(found(svg, "(fill=\"var\\(--net1\\)\" opacity)")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyMarkIsInsideAndTicksAreFewAndDifferent(int seed) {
    Random random = new Random(seed);
    double scale = Math.pow(10, random.nextInt(60) - 30);
    double[] values = random.doubles(20, -1, 1).map(v -> v * scale).toArray();
    double[] days = Arrays.stream(steps(20)).map(d -> d * 86_400_000).toArray();
    String svg = svg(Chart.ofTime(ZoneOffset.UTC).line(days, values, LINE));
    for (String point : path(svg, "main").split("[ML]")) {
      if (!point.isBlank()) {
        String[] xy = point.strip().split(" ");
        assertThat(Double.parseDouble(xy[0])).isBetween(0.0, (double) WIDTH);
        assertThat(Double.parseDouble(xy[1])).isBetween(0.0, (double) HEIGHT);
      }
    }
    List<String> values1 = labels(svg).stream().filter(l -> !l.contains("Jan")).toList();
    assertThat(values1).hasSizeBetween(2, 9).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:00Z, 2024-01-01T00:00:50Z",
    "2024-01-01T00:00:00Z, 2024-01-01T05:00:00Z",
    "2024-01-01T07:00:00Z, 2024-01-09T00:00:00Z",
    "1850-01-01T00:00:00Z, 2024-01-01T00:00:00Z",
    "1678-01-01T00:00:00Z, 2262-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z, 2024-01-01T00:00:00Z"
  })
  void timesOfAnyLengthHaveTicks(Instant from, Instant to) {
    double[] times = {from.toEpochMilli(), to.toEpochMilli()};
    String svg = svg(Chart.ofTime(ZoneOffset.UTC).line(times, new double[] {1, 1}, LINE));
    assertThat(labels(svg)).hasSizeBetween(3, 40);
  }

  @Test
  void daysBeginAtMidnightOfTheZone() {
    double[] times = {
      Instant.parse("2024-03-30T23:00:00Z").toEpochMilli(),
      Instant.parse("2024-04-02T23:00:00Z").toEpochMilli()
    };
    // Midnight in Berlin, a day of 23 hours, and midnight again.
    String svg =
        svg(Chart.ofTime(ZoneId.of("Europe/Berlin")).line(times, new double[] {1, 2}, LINE));
    assertThat(labels(svg)).contains("31-Mar", "1-Apr", "2-Apr");
  }

  @Test
  void lossesHaveTicksAtDecadesOrTheirParts() {
    double[] wide = {0.5, 0.0001, Double.NaN, 0, -1, 0.3};
    assertThat(labels(svg(Chart.ofEpochs().line(steps(6), wide, LINE))))
        .contains("0.0001", "0.001", "0.01", "0.1");
    double[] narrow = {0.09, 0.6};
    assertThat(labels(svg(Chart.ofEpochs().line(steps(2), narrow, LINE))))
        .contains("0.1", "0.2", "0.5");
    assertThat(labels(svg(Chart.ofEpochs().line(steps(1), new double[] {0}, LINE)))).isNotEmpty();
  }

  @Test
  void cutoffsAreShadedMarkedAndNamed() {
    String svg =
        svg(Chart.ofSteps().shade(3, 5, "test").mark(5, "future").line(steps(6), steps(6), LINE));
    assertThat(labels(svg)).contains("test", "future");
    assertThat(svg).contains("var(--shade)", "var(--rule)");
  }

  /** Minimal containers have no fonts, and Java's font manager fails there. */
  @Test
  void noFontOfTheMachineIsAskedFor() throws IOException, InterruptedException {
    List<String> options = List.of("-Xlog:class+load", "-Djava.awt.headless=true");
    String out = ChildProcess.run(ChildProcess.java(PageThenFont.class, options)).exits(0);
    String[] beforeAndAfter = out.split(PageThenFont.RENDERED);
    assertThat(beforeAndAfter[0]).contains("SvgCanvas").doesNotContain("sun.font.FontManager");
    assertThat(beforeAndAfter[1]).contains("sun.font.FontManager");
  }

  /** Renders a page; then asks for a font, to show what the test looks for. */
  static final class PageThenFont {
    static final String RENDERED = "the page is rendered";

    private PageThenFont() {}

    public static void main(String[] args) {
      ReportPage.render(SamplePages.sine());
      System.out.println(RENDERED);
      System.out.println(new Font(Font.DIALOG, Font.PLAIN, 12).getFamily());
    }
  }
}
