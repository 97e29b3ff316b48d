package io.seriescast.scale;

/**
 * How a {@link Scaler} is fitted: scaled = (b(value) − center) / scale, where b is the identity but
 * for {@link #LOG1P} and {@link #BOX_COX}.
 */
public enum ScalerKind {
  /** center = min, scale = max − min: the fitted part lies in [0, 1]. */
  MIN_MAX,
  /** center = mean, scale = population standard deviation. */
  STANDARD,
  /** center = median, scale = interquartile range (linear interpolation). */
  ROBUST,
  /** center = 0, scale = mean |value|. */
  MEAN_ABS,
  /** center = 0, scale = max |value|: the fitted part lies in [−1, 1]. */
  MAX_ABS,
  /** center = mean, scale = mean |x_t − x_{t−season}|, the denominator of MASE. */
  SEASONAL_DIFFERENCE,
  /** b = sign(x) ln(1 + |x|), then as {@link #STANDARD}. */
  LOG1P,
  /**
   * b = signed Box–Cox of 1 + |x|, λ in [0, 1] of maximum likelihood, then as {@link #STANDARD}.
   */
  BOX_COX,
  /** center = 0, scale = 1. */
  NONE
}
