package io.seriescast.window;

import io.seriescast.config.Checks;

/**
 * The section {@code window}: {@code context} values in, {@code horizon} values out, cut every
 * {@code stride} steps; a recurrent step is {@code patch} values wide (folding).
 */
public record WindowSettings(int context, int horizon, int stride, int patch) {
  public WindowSettings {
    new Checks()
        .atLeast("context", context, 1)
        .atLeast("horizon", horizon, 1)
        .atLeast("stride", stride, 1)
        .atLeast("patch", patch, 1)
        .that(
            patch < 1 || context % patch == 0,
            "patch",
            "must divide window.context (" + context + ")",
            patch)
        .done();
  }
}
