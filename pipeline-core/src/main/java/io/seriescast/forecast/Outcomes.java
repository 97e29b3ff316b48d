package io.seriescast.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Forecasts of several models whose outcome is known, a column each.
 *
 * @param forecasts [model, value], original units
 * @param y the known values
 * @param scale of the value's series, for the scaled error; positive
 * @param ages how many cutoffs of its series are newer than the one that the value was forecast at
 * @param instants that cutoff itself
 */
record Outcomes(double[][] forecasts, double[] y, double[] scale, int[] ages, long[] instants) {
  int size() {
    return y.length;
  }

  /** The age of the oldest cutoff; 0 where there is one only. */
  int oldest() {
    return Arrays.stream(ages).max().orElse(0);
  }

  /** Those forecast at other cutoffs than every {@code folds}-th, from the one of this age on. */
  Outcomes leavingOut(int fold, int folds) {
    int[] others = IntStream.range(0, size()).filter(i -> ages[i] % folds != fold).toArray();
    return new Outcomes(
        Arrays.stream(forecasts).map(f -> at(others, f)).toArray(double[][]::new),
        at(others, y),
        at(others, scale),
        Arrays.stream(others).map(i -> ages[i]).toArray(),
        Arrays.stream(others).mapToLong(i -> instants[i]).toArray());
  }

  private static double[] at(int[] indices, double[] values) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
