package io.seriescast.report;

import io.seriescast.report.ReportContent.Kind;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.StepScore;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scores on the test part: all metrics of all models, and the error by horizon step. */
final class Scores {
  /** The best ones in the chart by step: far worse ones would flatten it. */
  private static final int MOST_BASELINES = 3;

  private final ReportContent content;
  private final Styles styles;

  Scores(ReportContent content) {
    this.content = content;
    this.styles = new Styles(content);
  }

  /**
   * @param best whether it is the best of its row or column
   */
  record Cell(String text, boolean best) {}

  /** A metric of every model, in the order of {@link #models}. */
  record MetricRow(String name, String meaning, List<Cell> cells) {}

  List<Model> models() {
    return content.models().stream()
        .filter(m -> content.overall().stream().anyMatch(s -> s.model().equals(m.name())))
        .toList();
  }

  List<MetricRow> rows() {
    TreeSet<String> metrics = new TreeSet<>(Metrics.order());
    content.overall().forEach(s -> metrics.add(s.metric()));
    return metrics.stream().map(this::row).toList();
  }

  private MetricRow row(String metric) {
    Map<String, Double> values = content.overall(metric);
    List<Model> models = models();
    double best = best(metric, values);
    List<Cell> cells =
        models.stream()
            .map(m -> values.getOrDefault(m.name(), Double.NaN))
            .map(
                v ->
                    new Cell(
                        Numbers.value(v), models.size() > 1 && Metrics.distance(metric, v) == best))
            .toList();
    return new MetricRow(Metrics.name(metric), Metrics.meaning(metric), cells);
  }

  private static double best(String metric, Map<String, Double> values) {
    return values.values().stream()
        .filter(Double::isFinite)
        .mapToDouble(v -> Metrics.distance(metric, v))
        .min()
        .orElse(Double.NaN);
  }

  /** Name of the metric whose error by horizon step there is; empty without. */
  String stepMetric() {
    return content.steps().isEmpty() ? "" : Metrics.name(content.steps().get(0).metric());
  }

  int horizon() {
    return steps().stream().mapToInt(StepScore::step).max().orElse(0);
  }

  private List<StepScore> steps() {
    return content.steps().stream().filter(s -> Double.isFinite(s.value())).toList();
  }

  private List<StepScore> steps(String model) {
    return steps().stream().filter(s -> s.model().equals(model)).toList();
  }

  Figure byStep() {
    Map<Boolean, List<Model>> baselines =
        content.models().stream()
            .filter(m -> !steps(m.name()).isEmpty())
            .collect(Collectors.partitioningBy(m -> m.kind() == Kind.BASELINE));
    List<Model> drawn =
        Stream.concat(
                baselines.get(false).stream(), baselines.get(true).stream().limit(MOST_BASELINES))
            .toList();
    return Figure.wide(
        "%s at horizon steps 1 to %d. %s".formatted(stepMetric(), horizon(), trend()),
        drawn.stream().map(m -> new Figure.Key(styles.of(m.name()), m.name())).toList(),
        280,
        width -> {
          Chart chart = Chart.ofSteps();
          for (int i = drawn.size() - 1; i >= 0; i--) {
            List<StepScore> own = steps(drawn.get(i).name());
            chart.line(
                own.stream().mapToDouble(StepScore::step).toArray(),
                own.stream().mapToDouble(StepScore::value).toArray(),
                styles.look(drawn.get(i).name()));
          }
          return chart;
        });
  }

  /** The main model's error at the first and at the last step, in words. */
  String trend() {
    List<StepScore> own = content.main() == null ? List.of() : steps(content.main());
    return own.size() < 2
        ? ""
        : "%s: %s %s at step %d, %s at step %d."
            .formatted(
                content.main(),
                stepMetric(),
                Numbers.value(own.get(0).value()),
                own.get(0).step(),
                Numbers.value(own.get(own.size() - 1).value()),
                own.get(own.size() - 1).step());
  }
}
