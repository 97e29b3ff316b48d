package io.seriescast.report;

import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.StepScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The scores on the test part: all metrics of all models, and the error by horizon step. */
final class ScoreSection {
  private final ReportContent content;
  private final Styles styles;

  ScoreSection(ReportContent content) {
    this.content = content;
    this.styles = new Styles(content);
  }

  String html() {
    if (content.overall().isEmpty()) {
      return "<p>Nothing was scored: the run has no test part, or its series are shorter than one forecast needs.</p>\n";
    }
    return metrics() + steps();
  }

  /** A row per metric, a column per model; the best of each row is marked. */
  String metrics() {
    List<Model> scored =
        content.models().stream()
            .filter(m -> content.overall().stream().anyMatch(s -> s.model().equals(m.name())))
            .toList();
    List<String> headers = new ArrayList<>(List.of("Metric"));
    for (Model model : scored) {
      headers.add(
          "#%s<small>%s</small>"
              .formatted(swatch(model.name()), model.network() ? "network" : "baseline"));
    }
    HtmlTable table = new HtmlTable("Metrics on the test part, by model", headers);
    TreeSet<String> names = new TreeSet<>(Metrics.order());
    content.overall().forEach(s -> names.add(s.metric()));
    for (String metric : names) {
      Map<String, Double> values = content.overall(metric);
      double best =
          values.values().stream()
              .filter(Double::isFinite)
              .mapToDouble(v -> Metrics.distance(metric, v))
              .min()
              .orElse(Double.NaN);
      String meaning = Metrics.meaning(metric);
      table.cell(
          Html.escape(Metrics.name(metric))
              + (meaning.isEmpty() ? "" : "<small>" + Html.escape(meaning) + "</small>"));
      for (Model model : scored) {
        double value = values.getOrDefault(model.name(), Double.NaN);
        table.cell(
            Numbers.value(value), scored.size() > 1 && Metrics.distance(metric, value) == best);
      }
    }
    return table.html();
  }

  /** The networks side by side, where there are several. Empty for one. */
  String comparison() {
    List<Model> networks = content.models().stream().filter(Model::network).toList();
    if (networks.size() < 2) {
      return "";
    }
    String metric = content.primaryMetric();
    Map<String, Double> scores = metric == null ? Map.of() : content.overall(metric);
    double best =
        networks.stream()
            .mapToDouble(m -> scores.getOrDefault(m.name(), Double.NaN))
            .filter(Double::isFinite)
            .min()
            .orElse(Double.NaN);
    List<String> headers =
        List.of(
            "Network",
            "#Parameters",
            "#Training",
            "#Train loss",
            "#Validation loss",
            "#" + (metric == null ? "Score" : Html.escape(Metrics.name(metric))));
    HtmlTable table = new HtmlTable("The networks of this run", headers);
    for (Model model : networks) {
      ReportContent.Loss last =
          content.losses().stream()
              .filter(l -> l.model().equals(model.name()))
              .reduce((a, b) -> b)
              .orElse(new ReportContent.Loss("", 0, Double.NaN, Double.NaN, Double.NaN));
      double score = scores.getOrDefault(model.name(), Double.NaN);
      table
          .cell(swatch(model.name()))
          .cell(Numbers.count(model.parameters()))
          .cell(Numbers.seconds(model.seconds()))
          .cell(Numbers.value(last.train()))
          .cell(Numbers.value(last.validation()))
          .cell(Numbers.value(score), score == best);
    }
    return table.html() + bars(metric, scores);
  }

  /** The deciding metric of every model as bars, baselines included. */
  private String bars(String metric, Map<String, Double> scores) {
    double most =
        scores.values().stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
    if (most == 0) {
      return "";
    }
    StringBuilder out =
        new StringBuilder(
            "<h3>%s, networks and baselines</h3>\n<dl class=\"bars\">"
                .formatted(Html.escape(Metrics.name(metric))));
    scores.forEach(
        (model, value) ->
            out.append(
                "<div><dt>%s</dt><dd><i class=\"%s\" style=\"width:%d%%\" aria-hidden=\"true\"></i><span>%s</span></dd></div>\n"
                    .formatted(
                        Html.escape(model),
                        styles.of(model),
                        Double.isFinite(value) ? Math.round(80 * Math.abs(value) / most) : 0,
                        Numbers.value(value))));
    return out.append("</dl>\n").toString();
  }

  private String steps() {
    String metric = Metrics.primary(content.steps().stream().map(StepScore::metric).toList());
    List<StepScore> scores =
        content.steps().stream()
            .filter(s -> s.metric().equals(metric) && Double.isFinite(s.value()))
            .toList();
    int last = scores.stream().mapToInt(StepScore::step).max().orElse(0);
    int first = scores.stream().mapToInt(StepScore::step).min().orElse(0);
    if (last == first) {
      return last == 0
          ? ""
          : "<p class=\"quiet\">One step is forecast at a time, so there is no error by horizon step to draw.</p>\n";
    }
    String name = Metrics.name(metric);
    List<Model> drawn =
        content.models().stream()
            .filter(m -> scores.stream().anyMatch(s -> s.model().equals(m.name())))
            .toList();
    List<Figures.Key> legend =
        drawn.stream()
            .map(m -> new Figures.Key(styles.of(m.name()), Html.escape(m.name())))
            .toList();
    return "<h3>Error by horizon step</h3>\n"
        + Figures.wide(
            "%s at horizon steps %d to %d. %s".formatted(name, first, last, trend(scores, name)),
            legend,
            "<span class=\"quiet\">%s at each step ahead, 1 to %d. %s</span>"
                .formatted(Html.escape(name), last, Html.escape(trend(scores, name))),
            width -> drawSteps(drawn, scores, first, last, width));
  }

  private String drawSteps(
      List<Model> drawn, List<StepScore> scores, int first, int last, int width) {
    List<Double> all = new ArrayList<>(List.of(0.0));
    scores.forEach(s -> all.add(s.value()));
    Axis y = Axis.linear(all.stream().mapToDouble(Double::doubleValue).toArray(), 4);
    Plot plot = new Plot(Axis.whole(first, last, width == Figures.WIDE ? 10 : 5), y, width, 280);
    boolean labels = width == Figures.WIDE;
    if (labels) {
      plot.labelsOf(Math.min(24, drawn.stream().mapToInt(m -> m.name().length()).max().orElse(0)));
    }
    for (int i = drawn.size() - 1; i >= 0; i--) {
      Model model = drawn.get(i);
      List<StepScore> own = scores.stream().filter(s -> s.model().equals(model.name())).toList();
      String style = styles.of(model.name());
      plot.line(
          own.stream().mapToDouble(StepScore::step).toArray(),
          own.stream().mapToDouble(StepScore::value).toArray(),
          style);
      if (labels) {
        plot.endLabel(own.get(own.size() - 1).value(), shortened(model.name()), style);
      }
    }
    return plot.svg(Figures.kind(width));
  }

  /** The main model's error at the first and at the last step, in words. */
  private String trend(List<StepScore> scores, String name) {
    List<StepScore> own = scores.stream().filter(s -> s.model().equals(content.main())).toList();
    return own.size() < 2
        ? ""
        : "%s: %s %s at step %d, %s at step %d."
            .formatted(
                content.main(),
                name,
                Numbers.value(own.get(0).value()),
                own.get(0).step(),
                Numbers.value(own.get(own.size() - 1).value()),
                own.get(own.size() - 1).step());
  }

  private String swatch(String model) {
    return "<span class=\"model\"><i class=\"%s\" aria-hidden=\"true\"></i>%s</span>"
        .formatted(styles.of(model), Html.escape(model));
  }

  static String shortened(String name) {
    return name.length() <= 24 ? name : name.substring(0, 23) + "…";
  }
}
