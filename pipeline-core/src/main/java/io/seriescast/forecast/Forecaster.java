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

  /** A worker of one task, not shared between threads. */
  Worker start();

  /** Forecasts a batch. */
  interface Worker {
    /**
     * @return [origin, horizon step] in original units; a null row where the forecaster cannot
     *     forecast
     */
    double[][] forecast(List<Origin> origins);
  }
}
