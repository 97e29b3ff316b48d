package io.seriescast.evaluate;

import io.seriescast.config.Binder;

/** What {@code evaluate.metrics} may name; formulas stand in {@link Measures}. */
public enum Metric {
  MAE(true),
  RMSE(true),
  MAPE(true),
  SMAPE(true),
  WAPE(true),
  MASE(true),
  RMSSE(true),
  OWA(false),
  BIAS(false),
  PINBALL(false),
  CRPS(true),
  COVERAGE(false),
  WIDTH(false),
  MSIS(false);

  /** The baseline that {@link #OWA} is relative to. */
  public static final String OWA_REFERENCE = "naive2";

  private final boolean ranks;

  Metric(boolean ranks) {
    this.ranks = ranks;
  }

  /**
   * Whether models can be ranked by it, series by series: one number per series, the lower the
   * better.
   */
  public boolean ranksModels() {
    return ranks;
  }

  /** As in the column {@code metric}: kebab case, before a level is appended. */
  public String label() {
    return Binder.kebab(this);
  }
}
