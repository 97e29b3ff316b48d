package io.seriescast.report;

import io.seriescast.report.ReportContent.Band;
import io.seriescast.report.ReportContent.Forecast;
import io.seriescast.report.ReportContent.Kind;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Sample;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Drawings of single series: the whole of it, and its end with what was forecast. */
final class ForecastFigures {
  /** More would hide the series. */
  private static final int OTHER_NETWORKS = 3;

  private static final int BASELINES = 1;
  private static final int MOST_CUTOFFS = 12;

  private final ReportContent content;
  private final Styles styles;
  private final ZoneId zone;

  ForecastFigures(ReportContent content) {
    this.content = content;
    this.styles = new Styles(content);
    this.zone = RunFacts.zone(content.facts());
  }

  /** The series as it was read, with the test part shaded. */
  Figure whole(Sample sample) {
    List<Point> points = sample.overview();
    double end = time(points.get(points.size() - 1).ds());
    DoubleSummaryStatistics values =
        points.stream().mapToDouble(Point::y).filter(Double::isFinite).summaryStatistics();
    return Figure.wide(
        "Series %s, %d steps, from %s to %s"
            .formatted(
                Texts.shortened(sample.id()),
                sample.length(),
                Numbers.value(values.getMin()),
                Numbers.value(values.getMax())),
        List.of(),
        190,
        width -> {
          Chart chart = Chart.ofTime(zone);
          if (!sample.cutoffs().isEmpty()) {
            chart.shade(time(sample.cutoffs().get(0)), end, "test");
          }
          return chart.line(times(points), values(points), Styles.ACTUAL.thin());
        });
  }

  /** The end of the series over the page's width, with the networks and the best baseline. */
  Figure large(Sample sample) {
    List<String> models = drawn();
    List<Figure.Key> legend = new ArrayList<>();
    legend.add(new Figure.Key(Styles.ACTUAL.ink(), "actual"));
    models.forEach(m -> legend.add(new Figure.Key(styles.of(m), m)));
    legend.addAll(bandsKey(sample));
    return Figure.wide(description(sample), legend, 340, width -> end(sample, models, width));
  }

  /** The end of the series at half the width, with the main model alone. */
  Figure small(Sample sample) {
    return Figure.half(description(sample), 230, width -> end(sample, mainAlone(), width));
  }

  /** The legend that stands once above all the drawings of {@link #small}. */
  List<Figure.Key> smallLegend() {
    List<Figure.Key> legend = new ArrayList<>();
    legend.add(new Figure.Key(Styles.ACTUAL.ink(), "actual"));
    mainAlone().forEach(m -> legend.add(new Figure.Key(styles.of(m), m)));
    content.samples().stream().limit(1).forEach(s -> legend.addAll(bandsKey(s)));
    return legend;
  }

  private List<String> mainAlone() {
    return content.main() == null ? List.of() : List.of(content.main());
  }

  private List<String> drawn() {
    List<Model> others =
        content.models().stream().filter(m -> !m.name().equals(content.main())).toList();
    return Stream.of(
            mainAlone().stream(),
            content.networks().stream()
                .map(Model::name)
                .filter(m -> !m.equals(content.main()))
                .limit(OTHER_NETWORKS),
            others.stream()
                .filter(m -> m.kind() == Kind.BASELINE)
                .limit(BASELINES)
                .map(Model::name))
        .flatMap(names -> names)
        .toList();
  }

  private Chart end(Sample sample, List<String> models, int width) {
    Chart chart = Chart.ofTime(zone);
    List<Instant> cutoffs = sample.cutoffs();
    if (!cutoffs.isEmpty()) {
      chart.shade(time(cutoffs.get(0)), testEnd(sample), "test");
    }
    if (cutoffs.size() <= MOST_CUTOFFS) {
      cutoffs.stream().skip(1).forEach(c -> chart.mark(time(c), null));
    }
    if (!sample.future().isEmpty() && !sample.actual().isEmpty()) {
      int steps = sample.future().get(0).points().size();
      boolean room = steps * MOST_CUTOFFS >= sample.actual().size();
      chart.mark(
          time(sample.actual().get(sample.actual().size() - 1).ds()), room ? "future" : null);
    }
    List<Forecast> forecasts = forecasts(sample, models);
    for (Forecast forecast : forecasts) {
      double[] times = times(forecast.points());
      String ink = styles.of(forecast.model());
      bands(forecast).forEach(b -> chart.band(times, array(b.low()), array(b.high()), ink));
    }
    for (Forecast forecast : forecasts) {
      List<Point> points = forecast.points();
      chart.line(times(points), values(points), styles.look(forecast.model()));
    }
    actual(chart, sample, width);
    return chart;
  }

  /** The main model, the first of all, last: it lies on top. */
  private static List<Forecast> forecasts(Sample sample, List<String> models) {
    List<String> order = new ArrayList<>(models);
    Collections.reverse(order);
    return order.stream()
        .flatMap(
            model ->
                Stream.concat(sample.test().stream(), sample.future().stream())
                    .filter(f -> f.model().equals(model)))
        .toList();
  }

  /** On top; as dots in the test part while there is room, to tell them from the forecast. */
  private static void actual(Chart chart, Sample sample, int width) {
    List<Point> all = sample.actual();
    long test =
        sample.cutoffs().isEmpty()
            ? 0
            : all.stream().filter(p -> p.ds().isAfter(sample.cutoffs().get(0))).count();
    boolean dots = test <= width / 8;
    List<Point> line = dots ? all.subList(0, (int) (all.size() - test)) : all;
    List<Point> rest = all.subList(line.size(), all.size());
    chart.line(times(line), values(line), Styles.ACTUAL);
    chart.dots(times(rest), values(rest), Styles.ACTUAL.ink());
  }

  private static double testEnd(Sample sample) {
    return sample.test().stream()
        .flatMap(f -> f.points().stream())
        .mapToDouble(p -> time(p.ds()))
        .max()
        .orElse(time(sample.cutoffs().get(0)));
  }

  /** Intervals are shown for the main model only; those of several would hide each other. */
  private List<Band> bands(Forecast forecast) {
    return forecast.model().equals(content.main()) ? forecast.bands() : List.of();
  }

  private List<Figure.Key> bandsKey(Sample sample) {
    return Stream.concat(sample.test().stream(), sample.future().stream())
        .flatMap(f -> bands(f).stream())
        .map(Band::level)
        .distinct()
        .sorted()
        .map(level -> level + " %")
        .reduce((a, b) -> a + ", " + b)
        .map(levels -> new Figure.Key("area main", "intervals of " + levels))
        .stream()
        .toList();
  }

  private String description(Sample sample) {
    long predicted =
        sample.test().stream()
            .filter(f -> Objects.equals(f.model(), content.main()))
            .mapToLong(f -> f.points().size())
            .sum();
    return "Series %s: actual values and forecasts%s%s"
        .formatted(
            Texts.shortened(sample.id()),
            predicted == 0 ? "" : " of " + Numbers.count(predicted, "test step", "test steps"),
            Double.isNaN(sample.score())
                ? ""
                : ", %s %s"
                    .formatted(Metrics.name(sample.metric()), Numbers.value(sample.score())));
  }

  private static double[] values(List<Point> points) {
    return points.stream().mapToDouble(Point::y).toArray();
  }

  private static double[] times(List<Point> points) {
    return points.stream().mapToDouble(p -> time(p.ds())).toArray();
  }

  private static double time(Instant at) {
    return at.toEpochMilli();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
