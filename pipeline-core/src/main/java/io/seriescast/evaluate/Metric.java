package io.seriescast.evaluate;

import io.seriescast.config.Binder;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  CRPS(false), // needs intervals, which the models that are chosen among do not have yet
  COVERAGE(false),
  WIDTH(false),
  MSIS(false);

  /** The baseline that {@link #OWA} is relative to. */
  public static final String OWA_REFERENCE = "naive2";

  private static final Pattern LEVEL = Pattern.compile("-(\\d{1,2}(?:\\.\\d+)?)$");

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

  /** The metric that a value of the column {@code metric} names, as {@code msis-95}. */
  public static Optional<Metric> named(String name) {
    String label = LEVEL.matcher(name).replaceFirst("");
    return Arrays.stream(values()).filter(metric -> metric.label().equals(label)).findFirst();
  }

  /** The level at the end of such a name, in percent: 95 of {@code msis-95}; empty without one. */
  public static String level(String name) {
    Matcher level = LEVEL.matcher(name);
    return level.find() ? level.group(1) : "";
  }
}
