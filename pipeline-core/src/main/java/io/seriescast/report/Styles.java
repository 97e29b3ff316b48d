package io.seriescast.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which colour (a class and a variable of the style sheet) a model has, everywhere on the page. */
final class Styles {
  static final Chart.Look ACTUAL = new Chart.Look("actual", 1.3f, false);
  private static final int NETWORKS = 4;
  private static final int BASELINES = 3;

  private final Map<String, Chart.Look> looks = new LinkedHashMap<>();

  /** The main model stands out, the other networks have colours, baselines are muted. */
  Styles(ReportContent content) {
    int networks = 0;
    int baselines = 0;
    for (ReportContent.Model model : content.models()) {
      if (model.name().equals(content.main())) {
        looks.put(model.name(), new Chart.Look("main", 2.2f, false));
      } else if (model.network()) {
        looks.put(model.name(), new Chart.Look("net" + (1 + networks++ % NETWORKS), 1.9f, false));
      } else {
        looks.put(
            model.name(), new Chart.Look("base" + (1 + baselines++ % BASELINES), 1.5f, false));
      }
    }
  }

  Chart.Look look(String model) {
    return looks.getOrDefault(model, new Chart.Look("base3", 1.5f, false));
  }

  String of(String model) {
    return look(model).ink();
  }
}
