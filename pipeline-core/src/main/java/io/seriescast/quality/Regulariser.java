package io.seriescast.quality;

import io.seriescast.source.SourceSettings;
import io.seriescast.table.Frequency;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts the accepted rows of one series on its regular grid: sort, one value per instant, frequency,
 * grid, gaps. A pure function of the set of rows.
 */
final class Regulariser implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a series' instants that must lie on one grid for it to be regular at all. */
  private static final double ON_GRID = 0.5;

  private final QualitySettings settings;
  private final String frequency;
  private final String season;
  private final String timeZone;
  private final int minimumLength;

  Regulariser(SourceSettings source, QualitySettings settings, int minimumLength) {
    this.settings = settings;
    this.frequency = source.frequency();
    this.season = source.season();
    this.timeZone = source.timeZone();
    this.minimumLength = minimumLength;
  }

  /**
   * @param chunks the accepted rows, at least one
   * @return the series' row and its quarantine records; rows read = used + dropped + quarantined
   */
  List<Outcome> regularise(String uniqueId, List<Chunk> chunks) {
    Records records = new Records(uniqueId);
    Outcome series = new Outcome();
    series.setUniqueId(uniqueId);
    Observations rows = Observations.of(chunks);
    series.setRead(rows.size());
    Duplicates unique = Duplicates.resolve(rows, settings.duplicates(), records);
    series.setDeduplicated(unique.dropped());
    series.setConflicts(unique.conflicts());
    place(series, unique, rows, records);
    List<Outcome> outcomes = records.close();
    outcomes.add(series);
    return outcomes;
  }

  private void place(Outcome series, Duplicates unique, Observations rows, Records records) {
    long left = rows.size() - unique.dropped() - records.rows();
    if (Arrays.stream(unique.y).allMatch(Double::isNaN)) {
      refuse(series, records, Reason.EMPTY_SERIES, left, "%d rows, no value".formatted(left));
      return;
    }
    ZoneId zone = ZoneId.of(timeZone);
    Optional<Frequency> step =
        frequency.equals("auto")
            ? FrequencyInference.infer(unique.micros, zone)
            : Optional.of(Frequency.parse(frequency));
    if (step.isEmpty()) {
      String detail = "no frequency fits %d instants: declare source.frequency";
      refuse(series, records, Reason.IRREGULAR, left, detail.formatted(unique.micros.length));
      return;
    }
    Grid grid = GridFit.of(unique.micros, step.get(), zone);
    int on = GridFit.onGrid(grid, unique.micros);
    if (on < ON_GRID * unique.micros.length) {
      String detail = "%d of %d instants lie on a grid of %s: declare source.frequency";
      refuse(
          series,
          records,
          Reason.IRREGULAR,
          left,
          detail.formatted(on, unique.micros.length, step.get()));
      return;
    }
    long[] steps = steps(unique, grid, rows, records);
    long first = steps[0];
    long length = steps[steps.length - 1] - first + 1;
    if (steps.length < (1 - settings.maxMissingShare()) * length
        || length > Integer.MAX_VALUE - 8) {
      String detail = "%d of %d steps of %s have a row".formatted(steps.length, length, step.get());
      refuse(series, records, Reason.SPARSE, steps.length, detail);
      return;
    }
    lay(series, unique, grid, first, (int) length);
    series.setUsed(steps.length);
    if (length < minimumLength) {
      series.setShortSeries(true);
      records.add(Reason.TOO_SHORT, 0, "n=%d, need=%d".formatted(length, minimumLength));
    }
  }

  private static void refuse(
      Outcome series, Records records, Reason reason, long rows, String detail) {
    series.setVerdict(reason.name());
    records.add(reason, rows, detail);
  }

  /** The numbers of the steps that have a row; rows between two steps become records. */
  private static long[] steps(Duplicates unique, Grid grid, Observations rows, Records records) {
    long[] steps = new long[unique.micros.length];
    int n = 0;
    for (int i = 0; i < steps.length; i++) {
      long step = grid.step(unique.micros[i]);
      if (step != Grid.OFF) {
        steps[n++] = step;
      } else {
        int row = Arrays.binarySearch(rows.micros, unique.micros[i]);
        String origin = rows.origins.get(rows.origin[row]);
        records.offGrid(unique.micros[i], unique.y[i], origin, grid.frequency().toString());
      }
    }
    return Arrays.copyOf(steps, n);
  }

  private void lay(Outcome series, Duplicates unique, Grid grid, long first, int length) {
    long[] micros = new long[length];
    double[] y = new double[length];
    boolean[] observed = new boolean[length];
    Arrays.fill(y, Double.NaN);
    for (int i = 0; i < unique.micros.length; i++) {
      long step = grid.step(unique.micros[i]);
      if (step != Grid.OFF) {
        y[(int) (step - first)] = unique.y[i];
        observed[(int) (step - first)] = !Double.isNaN(unique.y[i]);
      }
    }
    for (int i = 0; i < length; i++) {
      micros[i] = grid.at(first + i);
    }
    int seasonSteps =
        season.equals("auto") ? grid.frequency().defaultSeason() : Integer.parseInt(season);
    Gaps.fill(y, seasonSteps, settings);
    series.setFrequency(grid.frequency().toString());
    series.setSeason(seasonSteps);
    series.setMicros(micros);
    series.setY(y);
    series.setObserved(observed);
  }
}
