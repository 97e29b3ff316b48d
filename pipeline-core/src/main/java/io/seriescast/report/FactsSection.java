package io.seriescast.report;

import java.util.Map;

/** The run's facts: what identifies it, what it ran on, how long each step took. */
final class FactsSection {
  private FactsSection() {}

  static String html(ReportContent content) {
    StringBuilder out = new StringBuilder("<div class=\"pair\"><div>");
    StringBuilder facts = new StringBuilder();
    for (Map.Entry<String, String> fact : content.facts().entrySet()) {
      if (!RunFacts.isPlaced(fact.getKey())) {
        facts.append(
            "<div><dt>%s</dt><dd>%s</dd></div>\n"
                .formatted(
                    Html.escape(words(fact.getKey())),
                    "<bdi>" + Html.escape(fact.getValue()) + "</bdi>"));
      }
    }
    out.append(facts.isEmpty() ? "<p>No facts were recorded.</p>" : "<dl>" + facts + "</dl>");
    return out.append("</div><div>").append(durations(content)).append("</div></div>\n").toString();
  }

  private static String durations(ReportContent content) {
    double longest = 0;
    double total = 0;
    for (String fact : content.facts().keySet()) {
      Double seconds = RunFacts.isSeconds(fact) ? RunFacts.number(content.facts(), fact) : null;
      if (seconds != null && Double.isFinite(seconds)) {
        longest = Math.max(longest, seconds);
        total += seconds;
      }
    }
    if (total <= 0) {
      return "";
    }
    StringBuilder out = new StringBuilder("<dl class=\"bars\">");
    for (String fact : content.facts().keySet()) {
      Double seconds = RunFacts.isSeconds(fact) ? RunFacts.number(content.facts(), fact) : null;
      if (seconds != null && Double.isFinite(seconds)) {
        out.append(
            "<div><dt>%s</dt><dd><i style=\"width:%d%%\" aria-hidden=\"true\"></i><span>%s</span></dd></div>\n"
                .formatted(
                    Html.escape(RunFacts.step(fact)),
                    Math.round(70 * Math.max(0, seconds) / longest),
                    Numbers.seconds(seconds)));
      }
    }
    return out.append(
            "<div class=\"total\"><dt>all steps</dt><dd><span>%s</span></dd></div></dl>"
                .formatted(Numbers.seconds(total)))
        .toString();
  }

  /** {@code config_hash} as "config hash". */
  private static String words(String name) {
    return name.replace('_', ' ');
  }
}
