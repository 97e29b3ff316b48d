package io.seriescast.window;

import io.seriescast.scale.Scaler;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A series as windows are cut from it: scaled by its scaler, its gaps filled from the past alone,
 * so that a value never depends on what comes after it: by the value one season earlier, else by
 * the value one step earlier, and at the start by the first value.
 *
 * @param values scaled, oldest first, all finite
 * @param known which of them were observed, as opposed to filled in
 * @param maseScale in original units
 * @param inputs the exogenous ones
 */
public record EncodedSeries(
    double[] values, boolean[] known, Scaler scaler, double maseScale, EncodedInputs inputs)
    implements Serializable {
  public static EncodedSeries of(PreparedSeries series) {
    double[] values = new double[series.y().length];
    boolean[] known = new boolean[values.length];
    int first = -1;
    for (int t = 0; t < values.length; t++) {
      double y = series.y()[t];
      known[t] = series.observed()[t] && !Double.isNaN(y);
      if (!Double.isNaN(y)) {
        values[t] = series.scaler().transform(y);
        first = first < 0 ? t : first;
      } else if (first >= 0) {
        values[t] = t - series.season() >= first ? values[t - series.season()] : values[t - 1];
      }
    }
    if (first > 0) {
      Arrays.fill(values, 0, first, values[first]);
    }
    return new EncodedSeries(
        values, known, series.scaler(), series.maseScale(), EncodedInputs.of(series.inputs()));
  }

  /**
   * The series as it goes on when forecasts take the place of what comes after {@code position}.
   *
   * @param forecasts scaled, from {@code position} on; the first {@code count} of them are used
   */
  public EncodedSeries continued(int position, double[] forecasts, int count) {
    if (count == 0) {
      return this;
    }
    double[] continued = Arrays.copyOf(values, position + count);
    System.arraycopy(forecasts, 0, continued, position, count);
    boolean[] taken = Arrays.copyOf(known, position + count);
    Arrays.fill(taken, position, position + count, true);
    return new EncodedSeries(continued, taken, scaler, maseScale, inputs);
  }
}
