package io.seriescast.report;

import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.Scores.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The networks: how each was trained, and all of them side by side. */
final class Networks {
  private final ReportContent content;
  private final Styles styles;
  private final String metric;

  Networks(ReportContent content) {
    this.content = content;
    this.styles = new Styles(content);
    this.metric = content.primaryMetric();
  }

  /** One network: what it cost, what became of it; texts, dashes where not known. */
  record Trained(
      String name,
      String parameters,
      String epochs,
      String seconds,
      String trainLoss,
      String validationLoss,
      String lowestValidation,
      Cell score) {}

  /** A bar of the chart of scores; its length in percent. */
  record Bar(String model, String style, long length, String value) {}

  String metricName() {
    return metric == null ? "Score" : Metrics.name(metric);
  }

  List<Trained> trained() {
    List<Model> networks = content.models().stream().filter(Model::network).toList();
    Map<String, Double> scores = metric == null ? Map.of() : content.overall(metric);
    double best =
        networks.stream()
            .mapToDouble(m -> distance(scores, m))
            .filter(Double::isFinite)
            .min()
            .orElse(Double.NaN);
    return networks.stream()
        .map(
            m ->
                trained(
                    m,
                    new Cell(
                        Numbers.value(scores.getOrDefault(m.name(), Double.NaN)),
                        distance(scores, m) == best)))
        .toList();
  }

  private double distance(Map<String, Double> scores, Model model) {
    return metric == null
        ? Double.NaN
        : Metrics.distance(metric, scores.getOrDefault(model.name(), Double.NaN));
  }

  private Trained trained(Model model, Cell score) {
    List<Loss> losses = losses(model.name());
    // The epochs at hand may be thinned out; the last one is always there.
    Loss last = losses.isEmpty() ? null : losses.get(losses.size() - 1);
    String lowest =
        losses.stream()
            .filter(l -> Double.isFinite(l.validation()))
            .min(Comparator.comparingDouble(Loss::validation))
            .map(l -> "%s at epoch %d".formatted(Numbers.value(l.validation()), l.epoch()))
            .orElse(Numbers.NONE);
    return new Trained(
        model.name(),
        Numbers.count(model.parameters()),
        last == null ? Numbers.NONE : Numbers.count((long) last.epoch()),
        Numbers.seconds(model.seconds()),
        Numbers.value(last == null ? Double.NaN : last.train()),
        Numbers.value(last == null ? Double.NaN : last.validation()),
        lowest,
        score);
  }

  /** The deciding metric of every model, baselines included; empty without. */
  List<Bar> bars() {
    Map<String, Double> scores = metric == null ? Map.of() : content.overall(metric);
    double most =
        scores.values().stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
    List<Bar> bars = new ArrayList<>();
    if (most > 0) {
      scores.forEach(
          (model, value) ->
              bars.add(
                  new Bar(
                      model,
                      styles.of(model),
                      Double.isFinite(value) ? Math.round(80 * Math.abs(value) / most) : 0,
                      Numbers.value(value))));
    }
    return bars;
  }

  /** Whether there is a curve to draw: some network with several epochs. */
  boolean hasCurve() {
    return content.losses().stream().mapToInt(Loss::epoch).distinct().count() > 1;
  }

  /** Training and validation loss against the epochs. */
  Figure losses() {
    List<String> names =
        content.models().stream().map(Model::name).filter(m -> !losses(m).isEmpty()).toList();
    List<Figure.Key> legend = new ArrayList<>();
    for (String name : names) {
      String prefix = names.size() == 1 ? "" : name + ", ";
      legend.add(new Figure.Key(styles.of(name), prefix + "training"));
      if (losses(name).stream().anyMatch(l -> Double.isFinite(l.validation()))) {
        legend.add(new Figure.Key("dashed " + styles.of(name), prefix + "validation"));
      }
    }
    return Figure.wide(
        "Loss against epochs on a log scale, " + Numbers.count(names.size(), "network", "networks"),
        legend,
        280,
        width -> curves(names));
  }

  private Chart curves(List<String> names) {
    Chart chart = Chart.ofEpochs();
    for (int i = names.size() - 1; i >= 0; i--) {
      List<Loss> losses = losses(names.get(i));
      double[] epochs = losses.stream().mapToDouble(Loss::epoch).toArray();
      Chart.Look look = styles.look(names.get(i));
      chart.line(epochs, losses.stream().mapToDouble(Loss::train).toArray(), look);
      chart.line(epochs, losses.stream().mapToDouble(Loss::validation).toArray(), look.asDashes());
    }
    return chart;
  }

  private List<Loss> losses(String model) {
    return content.losses().stream().filter(l -> l.model().equals(model)).toList();
  }
}
