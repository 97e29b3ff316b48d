package io.seriescast.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** The page's first sentence and its key figures, computed from the numbers. */
final class Headline {
  private final ReportContent content;
  private final String metric;

  Headline(ReportContent content) {
    this.content = content;
    this.metric = content.primaryMetric();
  }

  /** What was forecast, how good, and against what; plain text. */
  String sentence() {
    String what = what();
    double own = own();
    if (Double.isNaN(own)) {
      return what + " There are no test scores to judge them by.";
    }
    String score = "%s %s".formatted(Metrics.name(metric), Numbers.value(own));
    Map.Entry<String, Double> best = bestBaseline();
    if (best == null) {
      return "%s %s on the test part, without a baseline to compare with.".formatted(what, score);
    }
    double theirs = Metrics.distance(metric, best.getValue());
    double gain = 1 - Metrics.distance(metric, own) / theirs;
    String other = "%s (%s)".formatted(best.getKey(), Numbers.value(best.getValue()));
    if (!Double.isFinite(gain) || Math.abs(gain) < 0.0005) {
      return "%s %s on the test part, level with the best baseline, %s."
          .formatted(what, score, other);
    }
    return gain > 0
        ? "%s %s on the test part, %s less error than the best baseline, %s."
            .formatted(what, score, Numbers.percent(gain), other)
        : "%s %s on the test part, %s more error than the best baseline, %s: the baseline is the better forecast."
            .formatted(what, score, Numbers.percent(-gain), other);
  }

  private String what() {
    long series = count("forecast") + count("fallback");
    int horizon = content.steps().stream().mapToInt(ReportContent.StepScore::step).max().orElse(0);
    String ahead =
        horizon == 0 ? "" : ", %s ahead".formatted(Numbers.count(horizon, "step", "steps"));
    if (content.main() == null) {
      return series == 0
          ? "No series was forecast."
          : "%s forecast%s.".formatted(Numbers.count(series, "series", "series"), ahead);
    }
    String who =
        content.isNetwork(content.main())
            ? content.main()
            : content.main() + " (no network was trained)";
    return series == 0
        ? "%s%s.".formatted(who, horizon == 0 ? "" : " forecasts" + ahead.substring(1))
        : "%s forecasts %s%s.".formatted(who, Numbers.count(series, "series", "series"), ahead);
  }

  /** Label to value, at most four. */
  Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    double own = own();
    if (!Double.isNaN(own)) {
      figures.put(Metrics.name(metric), Numbers.value(own));
      Map.Entry<String, Double> best = bestBaseline();
      if (best != null) {
        figures.put(best.getKey(), Numbers.value(best.getValue()));
      }
    }
    long all = content.statuses().values().stream().mapToLong(Long::longValue).sum();
    if (all > 0) {
      figures.put(
          all == count("forecast")
              ? "series, all forecast"
              : "of %s series forecast".formatted(Numbers.count(all)),
          Numbers.count(count("forecast")));
    }
    content.models().stream()
        .filter(m -> m.name().equals(content.main()) && m.seconds() != null)
        .forEach(m -> figures.put("of training", Numbers.seconds(m.seconds())));
    return figures;
  }

  /** The main model's value of the deciding metric, NaN without. */
  double own() {
    return metric == null || content.main() == null
        ? Double.NaN
        : content.overall(metric).getOrDefault(content.main(), Double.NaN);
  }

  /** The baseline with the lowest error, the main model itself aside; null without. */
  Map.Entry<String, Double> bestBaseline() {
    return metric == null
        ? null
        : content.overall(metric).entrySet().stream()
            .filter(e -> !content.isNetwork(e.getKey()) && !e.getKey().equals(content.main()))
            .filter(e -> Double.isFinite(e.getValue()))
            .min(Map.Entry.comparingByValue())
            .orElse(null);
  }

  private long count(String status) {
    return content.statuses().getOrDefault(status, 0L);
  }
}
