package io.seriescast.quality;

import io.seriescast.table.Frequency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The {@link Grid} on which most of a series' instants lie. */
final class GridFit {
  private GridFit() {}

  /**
   * @param micros strictly increasing, at least one
   * @return the grid anchored at that of five instants spread over the series which puts the most
   *     of them on the grid, the earliest where they are equal
   */
  static Grid of(long[] micros, Frequency frequency, ZoneId zone) {
    Grid best = new Grid(frequency, zone, anchor(micros, 0, frequency, zone));
    int most = onGrid(best, micros);
    for (int quarter = 1; quarter <= 4 && most < micros.length; quarter++) {
      int at = (int) ((micros.length - 1L) * quarter / 4);
      Grid grid = new Grid(frequency, zone, anchor(micros, at, frequency, zone));
      int on = onGrid(grid, micros);
      if (on > most) {
        best = grid;
        most = on;
      }
    }
    return best;
  }

  static int onGrid(Grid grid, long[] micros) {
    int on = 0;
    for (long instant : micros) {
      on += grid.step(instant) != Grid.OFF ? 1 : 0;
    }
    return on;
  }

  /**
   * Of instants by the month, a month's last day fits two grids, the month ends and (30 April, 30
   * May) that day of the month: the next instant that is no month end decides for the second.
   */
  private static long anchor(long[] micros, int at, Frequency frequency, ZoneId zone) {
    LocalDate start = date(micros[at], zone);
    boolean twoGrids = frequency.keepsMonthEnds(instant(micros[at]), zone);
    for (int i = at; i < micros.length && twoGrids; i++) {
      LocalDate date = date(micros[i], zone);
      if (!Frequency.isMonthEnd(date) && date.getDayOfMonth() >= start.getDayOfMonth()) {
        return micros[i];
      }
    }
    return micros[at];
  }

  static LocalDate date(long micros, ZoneId zone) {
    return instant(micros).atZone(zone).toLocalDate();
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
