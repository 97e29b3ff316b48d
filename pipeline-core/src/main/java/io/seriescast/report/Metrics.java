package io.seriescast.report;

import io.seriescast.evaluate.Metric;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How the metrics of the step {@code evaluate} are named, ordered and compared on the page. */
final class Metrics {
  private static final List<Metric> DECIDING =
      List.of(
          Metric.MASE,
          Metric.OWA,
          Metric.SMAPE,
          Metric.MAE,
          Metric.RMSE,
          Metric.RMSSE,
          Metric.MAPE,
          Metric.CRPS);

  /** Where it is not the label in capitals. */
  private static final Map<Metric, String> NAMES =
      Map.of(
          Metric.SMAPE, "sMAPE",
          Metric.PINBALL, "Pinball loss",
          Metric.BIAS, "Bias",
          Metric.COVERAGE, "Coverage",
          Metric.WIDTH, "Interval width");

  private static final Map<Metric, String> MEANINGS =
      Map.ofEntries(
          Map.entry(Metric.MASE, "error against the seasonal naive error of the training part"),
          Map.entry(Metric.OWA, "mean of sMAPE and MASE, each against Naive2"),
          Map.entry(Metric.SMAPE, "symmetric percentage error, 0 to 200"),
          Map.entry(Metric.MAE, "mean absolute error, in the unit of the series"),
          Map.entry(Metric.RMSE, "root of the mean squared error, in the unit of the series"),
          Map.entry(Metric.RMSSE, "squared error against the naive one of the training part, root"),
          Map.entry(Metric.MAPE, "percentage error"),
          Map.entry(Metric.WAPE, "sum of all errors in percent of the sum of all values"),
          Map.entry(Metric.BIAS, "mean error, above 0 is too high"),
          Map.entry(Metric.PINBALL, "loss of a quantile, in the unit of the series"),
          Map.entry(Metric.CRPS, "continuous ranked probability score"),
          Map.entry(Metric.COVERAGE, "percent of values inside the interval"),
          Map.entry(Metric.WIDTH, "mean, in the unit of the series"),
          Map.entry(Metric.MSIS, "width of the interval and its misses, scaled as MASE"));

  private Metrics() {}

  /** Those that decide first, then by name. */
  static Comparator<String> order() {
    return Comparator.comparingInt(Metrics::rank).thenComparing(Comparator.naturalOrder());
  }

  private static int rank(String metric) {
    int rank = Metric.named(metric).map(DECIDING::indexOf).orElse(-1);
    return rank < 0 ? DECIDING.size() : rank;
  }

  /** The one that decides, or null. */
  static String primary(Collection<String> metrics) {
    TreeSet<String> sorted = new TreeSet<>(order());
    sorted.addAll(metrics);
    return sorted.isEmpty() ? null : sorted.first();
  }

  static String name(String metric) {
    return Metric.named(metric)
        .map(
            known -> {
              String level = Metric.level(metric);
              return NAMES.getOrDefault(known, known.label().toUpperCase(Locale.ROOT))
                  + (level.isEmpty() ? "" : " " + level + "\u00a0%");
            })
        .orElse(metric);
  }

  static String meaning(String metric) {
    return Metric.named(metric).map(MEANINGS::get).orElse("");
  }

  /**
   * How far a value is from the ideal: errors from 0, coverage from its level; smaller is better.
   * NaN for the width, which is no merit by itself.
   */
  static double distance(String metric, double value) {
    Optional<Metric> known = Metric.named(metric);
    if (known.equals(Optional.of(Metric.WIDTH))) {
      return Double.NaN;
    }
    String level = Metric.level(metric);
    boolean coverage = known.equals(Optional.of(Metric.COVERAGE)) && !level.isEmpty();
    return Math.abs(coverage ? value - Double.parseDouble(level) : value);
  }
}
