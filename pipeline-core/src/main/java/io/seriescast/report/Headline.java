package io.seriescast.report;

import io.seriescast.evaluate.Champions;
import io.seriescast.forecast.BlendedForecasts;
import io.seriescast.forecast.Ensemble;
import io.seriescast.report.ReportContent.Kind;
import java.util.Comparator;
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
      return what + ". There are no test scores to judge by.";
    }
    String score = "%s, with %s %s".formatted(what, Metrics.name(metric), Numbers.value(own));
    Map.Entry<String, Double> best = bestBaseline();
    if (best == null) {
      return score + " on the test part and no baseline to compare with.";
    }
    double theirs = Metrics.distance(metric, best.getValue());
    double gain = 1 - Metrics.distance(metric, own) / theirs;
    String other = "%s (%s)".formatted(best.getKey(), Numbers.value(best.getValue()));
    if (!Double.isFinite(gain) || Math.abs(gain) < 0.0005) {
      return "%s, level with the best baseline, %s.".formatted(score, other);
    }
    return gain > 0
        ? "%s, %s less error than the best baseline, %s."
            .formatted(score, Numbers.percent(gain), other)
        : "%s, %s more error than %s: the baseline is the better forecast."
            .formatted(score, Numbers.percent(-gain), other);
  }

  /** Who forecast how many series how far; no full stop. */
  private String what() {
    int horizon = content.steps().stream().mapToInt(ReportContent.StepScore::step).max().orElse(0);
    String ahead =
        horizon == 0 ? "" : " %s ahead".formatted(Numbers.count(horizon, "step", "steps"));
    String main = content.main();
    if (main == null || content.mainKind() == Kind.BASELINE) {
      long series = count("forecast") + count("fallback");
      String who = main == null ? "" : " by " + main;
      return series == 0
          ? "No series was forecast"
          : "No network was trained: %s forecast%s%s"
              .formatted(Numbers.count(series, "series", "series"), ahead, who);
    }
    String series =
        content.statuses().isEmpty()
            ? ""
            : " " + Numbers.count(count("forecast"), "series", "series");
    return "%s forecasts%s%s".formatted(who(main), series, ahead);
  }

  /** The main model, and what it was chosen from or made of. */
  private String who(String main) {
    int networks = content.networks().size();
    if (networks == 0) {
      return main;
    }
    String some = Numbers.count(networks, "network", "networks");
    return switch (main) {
      case Ensemble.MODEL -> "%s, made of %s,".formatted(main, some);
      case BlendedForecasts.MODEL -> "%s, made of %s and baselines,".formatted(main, some);
      case Champions.NAME ->
          main + ", for each series the model that did best before the test part,";
      default -> networks > 1 ? "%s, chosen from %s,".formatted(main, some) : main;
    };
  }

  /** Label to value, at most four. */
  Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    double own = own();
    if (!Double.isNaN(own)) {
      figures.put(of(content.main()), Numbers.value(own));
      Map.Entry<String, Double> best = bestBaseline();
      if (best != null) {
        figures.put(of(best.getKey()), Numbers.value(best.getValue()));
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
            .filter(e -> isOtherBaseline(e.getKey()))
            .filter(e -> Double.isFinite(e.getValue()))
            .min(Comparator.comparingDouble(e -> Metrics.distance(metric, e.getValue())))
            .orElse(null);
  }

  private boolean isOtherBaseline(String model) {
    return !model.equals(content.main())
        && content.models().stream()
            .anyMatch(m -> m.kind() == Kind.BASELINE && m.name().equals(model));
  }

  private String of(String model) {
    return Metrics.name(metric) + " of " + model;
  }

  private long count(String status) {
    return content.statuses().getOrDefault(status, 0L);
  }
}
