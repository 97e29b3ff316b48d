package io.seriescast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long each step of the run took. */
final class RunTimes {
  /** A step; its length is in percent of the page's room for the longest. */
  record Bar(String step, long length, String seconds) {}

  private final List<Bar> bars = new ArrayList<>();
  private double total;

  RunTimes(Map<String, String> facts) {
    double longest =
        facts.keySet().stream()
            .filter(RunFacts::isSeconds)
            .mapToDouble(f -> seconds(facts, f))
            .max()
            .orElse(0);
    for (String fact : facts.keySet()) {
      double seconds = RunFacts.isSeconds(fact) ? seconds(facts, fact) : 0;
      if (seconds > 0) {
        total += seconds;
        bars.add(
            new Bar(
                RunFacts.step(fact), Math.round(70 * seconds / longest), Numbers.seconds(seconds)));
      }
    }
  }

  private static double seconds(Map<String, String> facts, String fact) {
    Double seconds = RunFacts.number(facts, fact);
    return seconds != null && Double.isFinite(seconds) ? Math.max(0, seconds) : 0;
  }

  List<Bar> bars() {
    return bars;
  }

  String total() {
    return Numbers.seconds(total);
  }
}
