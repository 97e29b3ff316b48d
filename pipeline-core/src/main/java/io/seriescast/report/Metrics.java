package io.seriescast.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How metrics are named, ordered and compared on the page. */
final class Metrics {
  private static final List<String> ORDER =
      List.of("mase", "owa", "smape", "mae", "rmse", "rmsse", "mape", "crps");

  private static final Map<String, String> NAMES =
      Map.of(
          "smape", "sMAPE",
          "pinball", "Pinball loss",
          "bias", "Bias");

  private static final Map<String, String> MEANINGS =
      Map.of(
          "mase", "error against the seasonal naive error of the training part",
          "owa", "mean of sMAPE and MASE, each against Naive2",
          "smape", "symmetric percentage error, 0 to 200",
          "mae", "mean absolute error, in the unit of the series",
          "rmse", "root of the mean squared error, in the unit of the series",
          "rmsse", "squared error against the naive one of the training part, root",
          "mape", "percentage error",
          "crps", "continuous ranked probability score");

  private Metrics() {}

  /** Those that decide first, then by name. */
  static Comparator<String> order() {
    return Comparator.comparingInt(
            (String m) -> ORDER.contains(m) ? ORDER.indexOf(m) : ORDER.size())
        .thenComparing(Comparator.naturalOrder());
  }

  /** The one that decides, or null. */
  static String primary(Collection<String> metrics) {
    TreeSet<String> sorted = new TreeSet<>(order());
    sorted.addAll(metrics);
    return sorted.isEmpty() ? null : sorted.first();
  }

  static String name(String metric) {
    if (NAMES.containsKey(metric)) {
      return NAMES.get(metric);
    }
    if (ORDER.contains(metric)) {
      return metric.toUpperCase(Locale.ROOT);
    }
    String words = metric.replace('_', ' ').strip();
    return words.startsWith("coverage")
        ? "Coverage" + words.substring("coverage".length()) + (isLevel(metric) ? "\u00a0%" : "")
        : words;
  }

  static String meaning(String metric) {
    return metric.startsWith("coverage")
        ? "share of values inside the interval"
        : MEANINGS.getOrDefault(metric, "");
  }

  /**
   * How far a value is from the ideal: errors from 0, coverage from its level; smaller is better.
   */
  static double distance(String metric, double value) {
    if (metric.startsWith("coverage") && isLevel(metric)) {
      double level = Double.parseDouble(metric.substring(metric.lastIndexOf('_') + 1));
      // Shares and percents are both in use.
      return Math.abs((value <= 1 ? 100 * value : value) - level);
    }
    return Math.abs(value);
  }

  private static boolean isLevel(String metric) {
    return metric.matches(".*_\\d{1,2}");
  }
}
