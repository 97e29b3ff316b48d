package io.seriescast.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.report.ReportContent.Account;
import io.seriescast.report.ReportContent.Choice;
import io.seriescast.report.ReportContent.Forecast;
import io.seriescast.report.ReportContent.Kind;
import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Reason;
import io.seriescast.report.ReportContent.Sample;
import io.seriescast.report.ReportContent.Score;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {
  private static final String HOSTILE =
      "</style><script>alert(1)</script>\u0000\n\"'`& \u202Eevil ﷺ 日本 \uD83D\uDE80 \uD800 ]]>";

  /** The page is well-formed XML too, which any text that escaped its place would break. */
  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static Sample sample(String id, List<Point> actual, List<Forecast> test) {
    return new Sample(
        id, "", "mase", Double.NaN, actual.size(), 0, actual, actual, List.of(), test, List.of());
  }

  /** A content of the given parts, one network "rnn" and one baseline "naive". */
  private static ReportContent content(
      List<Loss> losses, List<Score> scores, List<Sample> samples) {
    return new ReportContent(
        "A run",
        Map.of(),
        new Account(10L, 9L, 0L, 0L),
        Map.of("forecast", 3L),
        List.of(),
        List.of(
            new Model("rnn", Kind.NETWORK, null, null),
            new Model("naive", Kind.BASELINE, null, null)),
        "rnn",
        losses,
        scores,
        List.of(),
        samples,
        List.of());
  }

  private static String headline(double network, double naive) {
    return new Headline(
            content(
                List.of(),
                List.of(new Score("rnn", "mase", network, 1), new Score("naive", "mase", naive, 1)),
                List.of()))
        .sentence();
  }

  @Test
  void theHeadlineSaysHowGoodAgainstTheBestBaseline() {
    assertThat(headline(0.5, 1.0))
        .isEqualTo(
            "rnn forecasts 3 series, with MASE 0.500, 50\u00a0% less error than the best baseline, naive (1.000).");
    assertThat(headline(1.1, 1.0))
        .isEqualTo(
            "rnn forecasts 3 series, with MASE 1.100, 10\u00a0% more error than naive (1.000): the baseline is the better forecast.");
    assertThat(headline(1.0, 1.0)).endsWith("level with the best baseline, naive (1.000).");
    assertThat(headline(0.5, Double.NaN)).endsWith("no baseline to compare with.");
    assertThat(headline(Double.NaN, 1.0)).endsWith("There are no test scores to judge by.");
    assertThat(new Headline(SamplePages.hourly()).sentence())
        .startsWith(
            "lstm, chosen from 2 networks, forecasts 407 series 48 steps ahead, with MASE 0.728");
  }

  @Test
  void aCombinationSaysWhatItIsMadeOf() {
    ReportContent alone =
        content(
            List.of(),
            List.of(
                new Score("blend", "mase", 0.5, 1),
                new Score("rnn", "mase", 0.6, 1),
                new Score("naive", "mase", 1, 1)),
            List.of());
    List<Model> models = new ArrayList<>(alone.models());
    models.add(0, new Model("blend", Kind.COMBINATION, null, null));
    ReportContent blended =
        new ReportContent(
            alone.title(),
            alone.facts(),
            alone.account(),
            alone.statuses(),
            alone.quarantine(),
            models,
            "blend",
            alone.losses(),
            alone.overall(),
            alone.steps(),
            alone.samples(),
            alone.choices());
    assertThat(new Headline(blended).sentence())
        .isEqualTo(
            "blend, made of 1 network and baselines, forecasts 3 series, with MASE 0.500, 50\u00a0% less error than the best baseline, naive (1.000).");
    assertThat(ReportPage.render(blended)).contains("<small>combination</small>");
  }

  @Test
  void theRecipesChoicesStandWithTheirReasons() {
    assertThat(ReportPage.render(SamplePages.hourly()))
        .contains("<code>window.patch</code>", "one recurrent step is a whole season");
    assertThat(ReportPage.render(SamplePages.sine())).doesNotContain("recipe");
  }

  @Test
  void theSameContentGivesTheSameBytes() {
    assertThat(ReportPage.render(SamplePages.hourly()))
        .isEqualTo(ReportPage.render(SamplePages.hourly()));
  }

  @Test
  void thePageNeedsNothingElse() throws Exception {
    for (ReportContent content : List.of(SamplePages.hourly(), SamplePages.sine())) {
      String html = ReportPage.render(content);
      assertThat(html)
          .doesNotContain(
              "http:", "https:", "<script", "<img", "<link", "src=", "href=", "url(", "@import")
          .contains("default-src 'none'");
      assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(250_000);
      assertThat(parsed(html).getElementsByTagName("section").getLength()).isGreaterThan(5);
    }
  }

  @Test
  @DisplayName("F21 ids and texts of any kind are shown, never interpreted")
  void hostileTexts() throws Exception {
    List<Point> points = List.of(new Point(SamplePages.at(0), 1), new Point(SamplePages.at(1), 2));
    ReportContent content =
        new ReportContent(
            HOSTILE,
            Map.of(
                HOSTILE,
                HOSTILE,
                RunFacts.RUN_ID,
                HOSTILE,
                RunFacts.AS_OF,
                HOSTILE,
                RunFacts.secondsOf(HOSTILE),
                "3",
                RunFacts.TIME_ZONE,
                HOSTILE),
            new Account(1L, 1L, 0L, 0L),
            Map.of(HOSTILE, 1L),
            List.of(new Reason(HOSTILE, 1, 1, HOSTILE, HOSTILE)),
            List.of(
                new Model(HOSTILE, Kind.NETWORK, 1L, 1.0),
                new Model(HOSTILE + 2, Kind.NETWORK, 1L, 1.0)),
            HOSTILE,
            List.of(
                new Loss(HOSTILE, 1, 1, 1, 1),
                new Loss(HOSTILE, 2, 1, 1, 1),
                new Loss(HOSTILE + 2, 1, 1, 1, 1)),
            List.of(new Score(HOSTILE, HOSTILE, 1, 1)),
            List.of(
                new ReportContent.StepScore(HOSTILE, HOSTILE, 1, 1),
                new ReportContent.StepScore(HOSTILE, HOSTILE, 2, 1)),
            List.of(
                new Sample(
                    HOSTILE,
                    "median",
                    HOSTILE,
                    1,
                    2,
                    0,
                    points,
                    points,
                    List.of(SamplePages.at(0)),
                    List.of(new Forecast(HOSTILE, points, List.of())),
                    List.of()),
                sample("a".repeat(10_000), points, List.of())),
            List.of(new Choice(HOSTILE, HOSTILE, HOSTILE)));
    String html = ReportPage.render(content);
    assertThat(html)
        .doesNotContain("<script", "\u0000", "\u202E", "a".repeat(200))
        .contains(
            "<bdi class=\"id\">&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;␀␊\"'`&amp; ‹U+202E›evil ﷺ 日本 \uD83D\uDE80 \uFFFD ]]&gt;</bdi>");
    // No text added an element or attribute of its own.
    Document page = parsed(html);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.getElementsByTagName("style").getLength()).isOne();
  }

  @Test
  void aRunWithoutAnythingSaysSo() throws Exception {
    String html = ReportPage.render(SamplePages.empty());
    parsed(html);
    assertThat(html)
        .contains("No series was forecast.")
        .contains("There is no forecast to draw.")
        .contains("Nothing was scored")
        .contains("No network was trained in this run.")
        .contains("There is no series to draw.")
        .contains("The account is incomplete")
        .contains("Nothing was quarantined.")
        .contains("No facts were recorded.");
  }

  @Test
  void onePointAllNullNoValidationAndExtremesAreDrawn() throws Exception {
    List<Point> one = List.of(new Point(SamplePages.at(0), 5));
    List<Point> none =
        List.of(new Point(SamplePages.at(0), Double.NaN), new Point(SamplePages.at(1), Double.NaN));
    List<Point> huge =
        List.of(new Point(SamplePages.at(0), -1.7e308), new Point(SamplePages.at(1), 1.7e308));
    List<Point> tiny =
        List.of(new Point(SamplePages.at(0), 0), new Point(SamplePages.at(1), 1e-300));
    String html =
        ReportPage.render(
            content(
                List.of(
                    new Loss("rnn", 1, 0.5, Double.NaN, 0.1),
                    new Loss("rnn", 2, 0, Double.NaN, 0.1)),
                List.of(new Score("rnn", "mase", Double.NaN, 0)),
                List.of(
                    sample("one", one, List.of(new Forecast("rnn", one, List.of()))),
                    sample("none", none, List.of(new Forecast("rnn", none, List.of()))),
                    sample("huge", huge, List.of()),
                    sample("tiny", tiny, List.of()),
                    sample("nothing", List.of(), List.of()))));
    parsed(html);
    assertThat(html).contains("<td class=\"num\">–</td>").doesNotContain("NaN", "Infinity");
  }

  @Test
  void anAccountThatDoesNotAddUpIsSaid() {
    assertThat(ReportPage.render(content(List.of(), List.of(), List.of())))
        .contains("✗ The account does not add up: 10 read, 9 accounted for.");
    assertThat(ReportPage.render(SamplePages.hourly())).contains("✓ The account adds up");
  }

  @Test
  void theBestOfEachRowIsMarkedAndSaid() {
    assertThat(ReportPage.render(SamplePages.hourly()))
        .contains("<td class=\"num best\">0.728<span class=\"sr\"> (best)</span></td>")
        .contains("<td class=\"num\">1.193</td>")
        .contains("<th scope=\"row\">sMAPE");
  }

  @Test
  void theCoverageNearestItsLevelIsBest() {
    List<Score> scores =
        List.of(new Score("rnn", "coverage-80", 79, 1), new Score("naive", "coverage-80", 61, 1));
    assertThat(ReportPage.render(content(List.of(), scores, List.of())))
        .contains("<th scope=\"row\">Coverage 80\u00a0%")
        .contains("<td class=\"num best\">79.00<span")
        .contains("<td class=\"num\">61.00</td>");
  }

  @Test
  void everyDrawingIsDescribedAndEveryTableHasHeaders() throws Exception {
    String html = ReportPage.render(SamplePages.hourly());
    Document page = parsed(html);
    int drawings = page.getElementsByTagName("figure").getLength();
    assertThat(drawings).isGreaterThan(9);
    assertThat(html.split("role=\"img\" aria-label=\"[^\"]{10,}\"", -1)).hasSize(drawings + 1);
    int tables = page.getElementsByTagName("table").getLength();
    assertThat(html.split("<caption", -1)).hasSize(tables + 1);
    assertThat(html.split("<thead", -1)).hasSize(tables + 1);
  }

  @Test
  void textHasContrastInLightAndDark() {
    String css = ReportPage.render(SamplePages.empty());
    List<String> themes =
        Pattern.compile("--page: #[^}]*").matcher(css).results().map(MatchResult::group).toList();
    assertThat(themes).hasSize(3);
    for (String theme : themes) {
      for (String text :
          List.of(
              "ink", "soft", "main", "net1", "net2", "net3", "net4", "base1", "base2", "base3",
              "good", "bad")) {
        for (String ground : List.of("page", "shade")) {
          assertThat(contrast(colour(theme, text), colour(theme, ground)))
              .as("%s on %s of %s", text, ground, theme)
              .isGreaterThanOrEqualTo(ground.equals("page") ? 4.5 : 3);
        }
      }
    }
  }

  /** WCAG 2.1: (L1 + 0.05) / (L2 + 0.05). */
  private static double contrast(int a, int b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(int rgb) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
      sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static int colour(String theme, String name) {
    var found = Pattern.compile("--" + name + ": #([0-9a-f]+);").matcher(theme);
    assertThat(found.find()).as(name).isTrue();
    String hex = found.group(1);
    if (hex.length() == 3) {
      hex = hex.replaceAll("(.)", "$1$1");
    }
    return Integer.parseInt(hex, 16);
  }
}
