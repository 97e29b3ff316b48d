package io.seriescast.forecast;

import io.seriescast.window.EncodedSeries;
import io.seriescast.window.PreparedSeries;
import java.util.Arrays;

/**
 * A place to forecast from: everything of the series before {@code position} is known, nothing
 * else.
 *
 * @param encoded the same series as networks see it; filled from the past alone, so that nothing
 *     after the position shows
 * @param position of the first value to forecast
 */
public record Origin(PreparedSeries series, EncodedSeries encoded, int position) {

  /**
   * The known values without gaps: what was left open is drawn as a straight line between its
   * neighbours, or level where there is one neighbour only. Empty when nothing is known.
   */
  public double[] history() {
    double[] known = Arrays.copyOf(series.y(), position);
    int last = -1;
    for (int i = 0; i < known.length; i++) {
      if (!Double.isNaN(known[i])) {
        for (int j = last + 1; j < i; j++) {
          known[j] =
              last < 0
                  ? known[i]
                  : known[last] + (known[i] - known[last]) * (j - last) / (i - last);
        }
        last = i;
      }
    }
    if (last < 0) {
      return new double[0];
    }
    Arrays.fill(known, last + 1, known.length, known[last]);
    return known;
  }
}
