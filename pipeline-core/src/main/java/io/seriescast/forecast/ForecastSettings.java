package io.seriescast.forecast;

import io.seriescast.config.Checks;
import java.util.List;

/** The section {@code forecast}. */
public record ForecastSettings(
    List<String> baselines, List<Integer> intervals, String model, boolean future) {
  public ForecastSettings {
    new Checks()
        .that(
            intervals.stream().allMatch(level -> level > 0 && level < 100),
            "intervals",
            "must be levels in percent between 1 and 99",
            intervals)
        .done();
  }
}
