package io.seriescast.report;

import io.seriescast.report.ReportContent.Band;
import io.seriescast.report.ReportContent.Forecast;
import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Sample;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Drawings of single series: the whole of it, and its end with what was forecast. */
final class SeriesFigures {
  private final ReportContent content;
  private final Styles styles;
  private final ZoneId zone;

  SeriesFigures(ReportContent content) {
    this.content = content;
    this.styles = new Styles(content);
    this.zone = RunFacts.zone(content.facts());
  }

  /** The series as it was read, with the test part shaded. */
  String whole(Sample sample) {
    List<Point> points = sample.overview();
    String filled =
        sample.filled() == 0
            ? "all observed"
            : Numbers.count(sample.filled()) + " of them filled or left as gaps";
    String caption =
        "<b>%s</b> %s, %s"
            .formatted(
                Html.id(sample.id()), Numbers.count(sample.length(), "step", "steps"), filled);
    double[] values = Figures.values(points);
    double[] range = Axis.range(values);
    String description =
        "Series %s, %d steps, from %s to %s"
            .formatted(
                sample.id(), sample.length(), Numbers.value(range[0]), Numbers.value(range[1]));
    return Figures.wide(
        description,
        List.of(),
        caption,
        width -> {
          Axis x = time(points.get(0).ds(), points.get(points.size() - 1).ds(), width);
          Plot plot = new Plot(x, Axis.linear(values, 5), width, width == Figures.WIDE ? 190 : 200);
          double end = TimeAxis.position(points.get(points.size() - 1).ds());
          double test =
              sample.cutoffs().isEmpty() ? end : TimeAxis.position(sample.cutoffs().get(0));
          return plot.shade(test, end)
              .line(Figures.times(points), values, "thin " + Styles.ACTUAL)
              .note(test, end, "test")
              .svg(Figures.kind(width));
        });
  }

  /** The end of the series over the page's width, with every model of {@code shown}. */
  String large(Sample sample, List<String> shown) {
    List<Figures.Key> legend = new ArrayList<>();
    legend.add(new Figures.Key(Styles.ACTUAL, "actual"));
    shown.forEach(m -> legend.add(new Figures.Key(styles.of(m), Html.escape(m))));
    bandsKey(sample, legend);
    String role =
        sample.role().equals("median")
            ? "<p class=\"quiet\">Of all series, the one in the middle by %s.</p>\n"
                .formatted(Html.escape(Metrics.name(sample.metric())))
            : "";
    return role
        + Figures.wide(
            description(sample),
            legend,
            caption(sample),
            width -> detail(sample, shown, width, 340));
  }

  /** The legend that stands once above all the drawings of {@link #small}. */
  String smallLegend(List<Sample> samples) {
    List<Figures.Key> legend = new ArrayList<>();
    legend.add(new Figures.Key(Styles.ACTUAL, "actual"));
    if (content.main() != null) {
      legend.add(new Figures.Key(styles.of(content.main()), Html.escape(content.main())));
    }
    bandsKey(samples.get(0), legend);
    return Figures.legend(legend);
  }

  /** The end of the series at half the width, with the main model alone. */
  String small(Sample sample) {
    List<String> shown = content.main() == null ? List.of() : List.of(content.main());
    return Figures.half(
        description(sample), List.of(), caption(sample), detail(sample, shown, Figures.HALF, 230));
  }

  private String detail(Sample sample, List<String> shown, int width, int height) {
    List<Forecast> drawn = new ArrayList<>();
    // The main model last: it lies on top.
    for (int i = shown.size() - 1; i >= 0; i--) {
      String model = shown.get(i);
      sample.test().stream().filter(f -> f.model().equals(model)).forEach(drawn::add);
      sample.future().stream().filter(f -> f.model().equals(model)).forEach(drawn::add);
    }
    List<double[]> values = new ArrayList<>(List.of(Figures.values(sample.actual())));
    List<Instant> times = new ArrayList<>(sample.actual().stream().map(Point::ds).toList());
    for (Forecast forecast : drawn) {
      values.add(Figures.values(forecast.points()));
      for (Band band : bands(forecast)) {
        values.add(array(band.low()));
        values.add(array(band.high()));
      }
      forecast.points().forEach(p -> times.add(p.ds()));
    }
    times.sort(null);
    Instant from = times.isEmpty() ? Instant.EPOCH : times.get(0);
    Instant to = times.isEmpty() ? Instant.EPOCH : times.get(times.size() - 1);
    Axis y = Axis.linear(Figures.concat(values), 5);
    Plot plot = new Plot(time(from, to, width), y, width, height);
    shadeTest(plot, sample);
    for (Forecast forecast : drawn) {
      for (Band band : bands(forecast)) {
        plot.band(
            Figures.times(forecast.points()),
            array(band.low()),
            array(band.high()),
            styles.of(forecast.model()));
      }
    }
    for (Forecast forecast : drawn) {
      plot.line(
          Figures.times(forecast.points()),
          Figures.values(forecast.points()),
          styles.of(forecast.model()));
    }
    actual(plot, sample, width);
    return notes(plot, sample, TimeAxis.position(to)).svg(Figures.kind(width));
  }

  private static void shadeTest(Plot plot, Sample sample) {
    if (sample.cutoffs().isEmpty()) {
      return;
    }
    plot.shade(TimeAxis.position(sample.cutoffs().get(0)), testEnd(sample));
    if (sample.cutoffs().size() <= 12) {
      sample.cutoffs().forEach(c -> plot.mark(TimeAxis.position(c)));
    }
  }

  /**
   * On top; in the test part as dots while there is room, so that line and dots can be told apart.
   */
  private static void actual(Plot plot, Sample sample, int width) {
    List<Point> all = sample.actual();
    int history = all.size();
    if (!sample.cutoffs().isEmpty()) {
      Instant cutoff = sample.cutoffs().get(0);
      history = (int) all.stream().filter(p -> !p.ds().isAfter(cutoff)).count();
    }
    boolean dots = all.size() - history <= width / 8;
    List<Point> line = dots ? all.subList(0, history) : all;
    List<Point> rest = dots ? all.subList(history, all.size()) : List.of();
    plot.line(Figures.times(line), Figures.values(line), Styles.ACTUAL);
    plot.dots(Figures.times(rest), Figures.values(rest), Styles.ACTUAL);
  }

  private static double testEnd(Sample sample) {
    return sample.test().stream()
        .flatMap(f -> f.points().stream())
        .mapToDouble(p -> TimeAxis.position(p.ds()))
        .max()
        .orElse(TimeAxis.position(sample.cutoffs().get(0)));
  }

  private static Plot notes(Plot plot, Sample sample, double end) {
    if (!sample.cutoffs().isEmpty()) {
      plot.note(TimeAxis.position(sample.cutoffs().get(0)), testEnd(sample), "test");
    }
    if (!sample.future().isEmpty() && !sample.actual().isEmpty()) {
      Point last = sample.actual().get(sample.actual().size() - 1);
      plot.note(TimeAxis.position(last.ds()), end, "future");
    }
    return plot;
  }

  /** Intervals are shown for the main model only; those of several would hide each other. */
  private List<Band> bands(Forecast forecast) {
    return forecast.model().equals(content.main()) ? forecast.bands() : List.of();
  }

  private void bandsKey(Sample sample, List<Figures.Key> legend) {
    java.util.stream.Stream.concat(sample.test().stream(), sample.future().stream())
        .flatMap(f -> bands(f).stream())
        .map(Band::level)
        .distinct()
        .sorted()
        .map(level -> level + " %")
        .reduce((a, b) -> a + ", " + b)
        .ifPresent(levels -> legend.add(new Figures.Key("area main", "intervals of " + levels)));
  }

  private String caption(Sample sample) {
    String role =
        sample.role().isEmpty() ? "" : "<span class=\"role\">%s</span> ".formatted(sample.role());
    String score =
        Double.isNaN(sample.score())
            ? ""
            : " <span class=\"score\">%s %s</span>"
                .formatted(
                    Html.escape(Metrics.name(sample.metric())), Numbers.value(sample.score()));
    return role + "<b>" + Html.id(sample.id()) + "</b>" + score;
  }

  private String description(Sample sample) {
    long predicted =
        sample.test().stream()
            .filter(f -> Objects.equals(f.model(), content.main()))
            .mapToLong(f -> f.points().size())
            .sum();
    return "Series %s: actual values and forecasts%s%s"
        .formatted(
            sample.id(),
            predicted == 0 ? "" : " of " + Numbers.count(predicted, "test step", "test steps"),
            Double.isNaN(sample.score())
                ? ""
                : ", %s %s"
                    .formatted(Metrics.name(sample.metric()), Numbers.value(sample.score())));
  }

  private Axis time(Instant from, Instant to, int width) {
    return TimeAxis.of(from, to, zone, width == Figures.WIDE ? 9 : 5);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
