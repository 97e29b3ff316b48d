package io.seriescast.window;

import java.io.Serializable;

/**
 * The exogenous values of one series, in original units.
 *
 * @param start the first step, in microseconds
 * @param fittedTo steps of the training part, on which the numbers are scaled
 * @param statics one per column, null for none
 * @param historic [column, step], NaN before the first value
 * @param future likewise, possibly beyond the series' end
 */
record SeriesInputs(
    long start,
    String frequency,
    int fittedTo,
    String[] statics,
    double[][] historic,
    double[][] future)
    implements Serializable {
  /** Of a series that is nothing but its values. */
  static final SeriesInputs NONE =
      new SeriesInputs(0, "h", 0, new String[0], new double[0][], new double[0][]);
}
