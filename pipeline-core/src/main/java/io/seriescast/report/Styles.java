package io.seriescast.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which style (a class of the style sheet) a model has, everywhere on the page. */
final class Styles {
  static final String ACTUAL = "actual";
  private static final int NETWORKS = 4;
  private static final int BASELINES = 3;

  private final Map<String, String> styles = new LinkedHashMap<>();

  /** The main model stands out, the other networks have colours, baselines are muted. */
  Styles(ReportContent content) {
    int networks = 0;
    int baselines = 0;
    for (ReportContent.Model model : content.models()) {
      if (model.name().equals(content.main())) {
        styles.put(model.name(), "main");
      } else if (model.network()) {
        styles.put(model.name(), "net" + (1 + networks++ % NETWORKS));
      } else {
        styles.put(model.name(), "base" + (1 + baselines++ % BASELINES));
      }
    }
  }

  String of(String model) {
    return styles.getOrDefault(model, "base3");
  }
}
