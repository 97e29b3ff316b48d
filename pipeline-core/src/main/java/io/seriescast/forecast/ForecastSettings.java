package io.seriescast.forecast;

import io.seriescast.baseline.Baselines;
import io.seriescast.config.Checks;
import java.util.List;

/** The section {@code forecast}. */
public record ForecastSettings(
    List<String> baselines, List<Integer> intervals, boolean blend, String model, boolean future) {
  public ForecastSettings {
    Checks checks = new Checks();
    baselines.forEach(
        name -> checks.oneOf("baselines", Baselines.withoutSeason(name), Baselines.names()));
    checks
        .that(
            intervals.stream().allMatch(level -> level > 0 && level < 100),
            "intervals",
            "must be levels in percent between 1 and 99",
            intervals)
        .done();
  }
}
