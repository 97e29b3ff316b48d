package io.seriescast.split;

/**
 * Positions at which a series is forecast. At cutoff c the first c values are known, so the
 * cutoff's timestamp is that of step c − 1, and the forecast is of steps [c + gap, c + gap +
 * horizon).
 *
 * <p>Only cutoffs whose whole forecast can be compared count, so all of a series' cutoffs have
 * equally many scored steps. Forecasts of one series do not overlap when, and only when, stride ≥
 * horizon.
 */
public final class Cutoffs {
  private Cutoffs() {}

  /** The stride in steps: {@code evaluate.stride}, or the horizon where that is 0. */
  public static int stride(int configured, int horizon) {
    return configured == 0 ? horizon : configured;
  }
}
