package io.seriescast.scale;

/** How center and scale are fitted: scaled = (value − center) / scale. */
public enum ScalerKind {
  /** center = min, scale = max − min. */
  MIN_MAX,
  /** center = mean, scale = population standard deviation. */
  STANDARD,
  /** center = 0, scale = 1. */
  NONE
}
