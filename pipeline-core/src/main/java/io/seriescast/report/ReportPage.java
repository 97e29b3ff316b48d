package io.seriescast.report;

import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page: one HTML document that needs nothing else, no script, no network. What leads is what
 * was forecast and how well; how it was trained and what it was made from follow.
 */
public final class ReportPage {
  /** Baselines drawn next to the networks in the large figure; more would hide the series. */
  private static final int BASELINES_DRAWN = 1;

  private static final int NETWORKS_DRAWN = 4;

  private ReportPage() {}

  /**
   * The page of a run. A pure function: the same content gives the same bytes, on every machine.
   * Whatever is missing from the content (no metrics, no losses, no series) is said in words.
   *
   * @return a complete HTML document, to be written as UTF-8
   */
  public static String render(ReportContent content) {
    String headline = new Headline(content).sentence();
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        """
            .formatted(Html.escape(content.title()), style())
        + header(content, headline)
        + "<main>\n"
        + forecasts(content)
        + section("scores", "Scores on the test part", new ScoreSection(content).html())
        + comparison(content)
        + samples(content)
        + section("training", "Training", new TrainingSection(content).html())
        + section("series", "Series as read", new DataSection(content).series())
        + section("data", "Data account", new DataSection(content).html())
        + section("run", "The run", FactsSection.html(content))
        + "</main>\n</body>\n</html>\n";
  }

  private static String header(ReportContent content, String headline) {
    StringBuilder figures = new StringBuilder();
    for (Map.Entry<String, String> figure : new Headline(content).figures().entrySet()) {
      figures.append(
          "<div><dt>%s</dt><dd>%s</dd></div>"
              .formatted(Html.escape(figure.getKey()), Html.escape(figure.getValue())));
    }
    List<String> run = new ArrayList<>();
    if (content.facts().containsKey(RunFacts.RUN_ID)) {
      run.add("run <bdi>" + Html.escape(content.facts().get(RunFacts.RUN_ID)) + "</bdi>");
    }
    if (content.facts().containsKey(RunFacts.AS_OF)) {
      run.add("as of <bdi>" + Html.escape(content.facts().get(RunFacts.AS_OF)) + "</bdi>");
    }
    return "<header>\n<p class=\"title\"><b>%s</b>%s</p>\n<h1>%s</h1>\n%s</header>\n"
        .formatted(
            Html.escape(content.title()),
            run.isEmpty() ? "" : " · " + String.join(" · ", run),
            Html.text(headline),
            figures.isEmpty() ? "" : "<dl class=\"figures\">" + figures + "</dl>\n");
  }

  /** The representative series large, with the networks and the best baseline. */
  private static String forecasts(ReportContent content) {
    Sample typical =
        content.samples().stream()
            .filter(s -> s.role().equals("median"))
            .findFirst()
            .orElse(content.samples().isEmpty() ? null : content.samples().get(0));
    String body =
        typical == null
            ? "<p>There is no forecast to draw.</p>\n"
            : new SeriesFigures(content).large(typical, shown(content));
    return section("forecast", "Predicted against actual", body);
  }

  private static String comparison(ReportContent content) {
    String table = new ScoreSection(content).comparison();
    return table.isEmpty() ? "" : section("networks", "Networks compared", table);
  }

  private static String samples(ReportContent content) {
    if (content.samples().size() < 2) {
      return "";
    }
    SeriesFigures figures = new SeriesFigures(content);
    StringBuilder grid =
        new StringBuilder(figures.smallLegend(content.samples())).append("<div class=\"grid\">\n");
    content.samples().forEach(s -> grid.append(figures.small(s)));
    return section(
        "samples",
        content.samples().get(0).role().isEmpty()
            ? "Some of the series"
            : "From the best series to the worst",
        grid.append("</div>\n").toString());
  }

  private static List<String> shown(ReportContent content) {
    List<String> shown = new ArrayList<>();
    if (content.main() != null) {
      shown.add(content.main());
    }
    content.models().stream()
        .filter(m -> m.network() && !m.name().equals(content.main()))
        .limit(NETWORKS_DRAWN - 1)
        .forEach(m -> shown.add(m.name()));
    content.models().stream()
        .filter(m -> !m.network() && !m.name().equals(content.main()))
        .limit(BASELINES_DRAWN)
        .map(Model::name)
        .forEach(shown::add);
    return shown;
  }

  private static String section(String id, String title, String body) {
    return "<section aria-labelledby=\"%1$s\">\n<h2 id=\"%1$s\">%2$s</h2>\n%3$s</section>\n"
        .formatted(id, title, body);
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("/seriescast/report.css")) {
      if (css == null) {
        throw new IllegalStateException("seriescast/report.css is not in the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
