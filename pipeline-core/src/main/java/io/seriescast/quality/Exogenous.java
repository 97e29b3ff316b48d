package io.seriescast.quality;

import io.seriescast.source.SourceSettings;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The exogenous values of one series on its grid. At an instant with several rows, the value of the
 * last file by name, within a file the greatest; where there is none the one before it, and none
 * (NaN) before the first. Columns known ahead go on after the series' end as far as they are given,
 * at most {@value #LONGEST} steps.
 */
final class Exogenous implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 1 << 16;

  private final int historic;
  private final int numbers;
  private final Ahead ahead;
  private final String timeZone;

  Exogenous(SourceSettings source, Ahead ahead) {
    this.historic = source.columns().historic().size();
    this.numbers = source.columns().numbers().size();
    this.ahead = ahead;
    this.timeZone = source.timeZone();
  }

  /**
   * Adds the arrays to the series' row.
   *
   * @param instants of the rows, strictly increasing, and the step of each
   * @param first step of the series
   */
  void lay(
      Outcome series, Observations rows, long[] instants, long[] steps, Grid grid, long first) {
    int length = series.getY().length;
    double[][] values = new double[numbers][];
    int[] known = new int[numbers];
    long last = Arrays.stream(steps).max().orElse(first);
    int longest = (int) Math.max(length, Math.min(last - first + 1, (long) length + LONGEST));
    for (int c = 0; c < numbers; c++) {
      values[c] = new double[c < historic ? length : longest];
      Arrays.fill(values[c], Double.NaN);
    }
    int row = 0;
    for (int i = 0; i < instants.length && numbers > 0; i++) {
      while (rows.micros[row] < instants[i]) {
        row++;
      }
      int until = row;
      while (until < rows.size() && rows.micros[until] == instants[i]) {
        until++;
      }
      long at = steps[i] == Grid.OFF ? -1 : steps[i] - first;
      for (int c = 0; c < numbers; c++) {
        double value = rows.number(c, row, until);
        if (at >= 0 && at < values[c].length && !Double.isNaN(value)) {
          values[c][(int) at] = value;
          known[c] = (int) at + 1;
        }
      }
      row = until;
    }
    for (int c = 0; c < numbers; c++) {
      values[c] = Arrays.copyOf(values[c], c < historic ? length : Math.max(length, known[c]));
      fillForward(values[c]);
    }
    series.setHistoric(Arrays.copyOf(values, historic));
    double[][] future = Arrays.copyOfRange(values, historic, numbers);
    if (!ahead.holidays().isEmpty()) {
      future = Arrays.copyOf(future, future.length + 1);
      future[future.length - 1] = holidays(series.getUniqueId(), length, grid, first);
    }
    series.setFuture(future);
  }

  private static void fillForward(double[] values) {
    for (int t = 1; t < values.length; t++) {
      values[t] = Double.isNaN(values[t]) ? values[t - 1] : values[t];
    }
  }

  private double[] holidays(String uniqueId, int length, Grid grid, long first) {
    ZoneId zone = ZoneId.of(timeZone);
    double[] holidays = new double[length + ahead.horizon()];
    for (int t = 0; t < holidays.length; t++) {
      holidays[t] =
          ahead.holidays().contains(uniqueId, GridFit.date(grid.at(first + t), zone)) ? 1 : 0;
    }
    return holidays;
  }
}
