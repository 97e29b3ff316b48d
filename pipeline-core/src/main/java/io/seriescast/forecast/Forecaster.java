package io.seriescast.forecast;

import java.io.Serializable;
import java.util.List;

/**
 * Anything that forecasts: a network or a baseline. Sent to the workers; {@link #start} makes the
 * instance that works there.
 */
public interface Forecaster extends Serializable {
  /** As in the column {@code model}. */
  String model();

  /**
   * A worker of one task, not shared between threads.
   *
   * @param levels of the central intervals, in percent, that it is to give if it has their
   *     quantiles
   */
  Worker start(List<Integer> levels);

  /** Forecasts a batch. */
  interface Worker {
    /**
     * @return one for every origin; null where the forecaster cannot forecast
     */
    Forecast[] forecast(List<Origin> origins);
  }
}
