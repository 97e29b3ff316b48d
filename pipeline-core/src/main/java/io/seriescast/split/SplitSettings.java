package io.seriescast.split;

import io.seriescast.config.Checks;

/**
 * The section {@code split}: how much of the end of every series is kept for the test, and how much
 * before that for validation; a share of the series (0.2), a number of steps (48), or a number of
 * horizons (1h).
 */
public record SplitSettings(String test, String validation) {
  public SplitSettings {
    String rule = "must be a share < 1 (0.2), a number of steps (48), or of horizons (1h)";
    new Checks()
        .that(Part.isPart(test), "test", rule, test)
        .that(Part.isPart(validation), "validation", rule, validation)
        .done();
  }
}
