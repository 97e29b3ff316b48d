package io.seriescast.baseline;

import java.io.Serializable;

/**
 * A forecast from a history alone, without training over many series.
 *
 * <p>Implementations are stateless functions: same history, same forecast, on any thread.
 */
public interface Baseline extends Serializable {
  /** As in {@code forecast.baselines}: kebab case. */
  String name();

  /**
   * Forecasts the steps after the history. Finite for every finite history.
   *
   * @param history original units, oldest first, at least one value, all finite (gaps filled); not
   *     changed
   * @param season steps of one season, 1 for none
   * @param horizon how many steps, at least 1
   * @return {@code horizon} values in original units, the step after the history first
   */
  double[] forecast(double[] history, int season, int horizon);
}
