package io.seriescast.evaluate;

import io.seriescast.config.Checks;

/**
 * The section {@code evaluate.backtest}: a rolling origin at the end of every series.
 *
 * @param enabled whether the run is a backtest
 * @param cutoffs how many
 * @param step between two of them, in steps of the series; 0 for the horizon
 * @param gap steps after a cutoff that are neither kept nor scored
 * @param refit after so many cutoffs everything is fitted anew; 0 for never
 */
public record BacktestSettings(boolean enabled, int cutoffs, int step, int gap, int refit) {
  public BacktestSettings {
    new Checks()
        .atLeast("cutoffs", cutoffs, 1)
        .atLeast("step", step, 0)
        .atLeast("gap", gap, 0)
        .atLeast("refit", refit, 0)
        .done();
  }

  /** How often everything is fitted: once, and again after every {@code refit} cutoffs. */
  public int fits() {
    return (cutoffs + perFit() - 1) / perFit();
  }

  /** Cutoffs that one fit forecasts at, at most. */
  public int perFit() {
    return refit == 0 ? cutoffs : Math.min(refit, cutoffs);
  }
}
