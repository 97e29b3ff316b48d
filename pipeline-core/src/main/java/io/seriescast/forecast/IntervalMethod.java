package io.seriescast.forecast;

/**
 * Where intervals come from. Models without quantiles of their own have CONFORMAL ones in any case.
 */
public enum IntervalMethod {
  /** The errors of the point forecast at validation cutoffs. */
  CONFORMAL,
  /** The network's quantiles as they are. */
  QUANTILE,
  /** The network's quantiles, moved by how far the truth was outside them at validation cutoffs. */
  CONFORMAL_QUANTILE
}
