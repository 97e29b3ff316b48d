package io.seriescast.quality;

import io.seriescast.source.SourceSettings;
import io.seriescast.table.Frequency;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts the accepted rows of one series on its regular grid: sort, one value per instant, frequency,
 * grid, gaps. The grid reaches from the first value to the last: rows without value before or after
 * are used up, but make no step. A pure function of the set of rows.
 */
final class Regulariser implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a series' instants that must lie on one grid for it to be regular at all. */
  private static final double ON_GRID = 0.5;

  /** Of a series, in steps: what Java arrays hold. */
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  private static final long SECOND = 1_000_000;

  /** Where the frequency does not matter: nothing is laid out beyond the one step. */
  private static final Frequency STAND_IN = Frequency.parse("D");

  private final QualitySettings settings;
  private final String frequency;
  private final String season;
  private final String timeZone;
  private final int minimumLength;
  private final long knownUntil;
  private final Exogenous exogenous;

  /**
   * @param knownUntil rows later than this have only what is known ahead
   */
  Regulariser(
      SourceSettings source,
      QualitySettings settings,
      int minimumLength,
      Optional<Instant> knownUntil,
      Ahead ahead) {
    this.knownUntil = knownUntil.map(Judgement::micros).orElse(Long.MAX_VALUE);
    this.exogenous = new Exogenous(source, ahead);
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
    if (rows.micros[0] > knownUntil) {
      refuse(
          series, records, Reason.AFTER_AS_OF, left, "%d rows later than --as-of".formatted(left));
      return;
    }
    if (Arrays.stream(unique.y).allMatch(Double::isNaN)) {
      refuse(series, records, Reason.EMPTY_SERIES, left, "%d rows, no value".formatted(left));
      return;
    }
    ZoneId zone = ZoneId.of(timeZone);
    Optional<Frequency> step =
        frequency.equals("auto")
            ? FrequencyInference.infer(unique.micros, zone)
            : Optional.of(Frequency.parse(frequency));
    // one instant has no step of its own: it takes the table's
    boolean alone = step.isEmpty() && unique.micros.length == 1;
    if (alone) {
      step = Optional.of(STAND_IN);
    }
    if (step.isEmpty()) {
      String detail = "no frequency fits %d instants: %s";
      detail = detail.formatted(unique.micros.length, remedy(unique.micros));
      refuse(series, records, Reason.IRREGULAR, left, detail);
      return;
    }
    Grid grid = GridFit.of(unique.micros, step.get(), zone);
    long[] steps = Arrays.stream(unique.micros).map(grid::step).toArray();
    long on = Arrays.stream(steps).filter(s -> s != Grid.OFF).count();
    Span span = Span.ofValues(steps, unique.y);
    if (on < ON_GRID * steps.length || span.isEmpty()) {
      String detail = "%d of %d instants lie on a grid of %s: %s";
      detail = detail.formatted(on, steps.length, step.get(), remedy(unique.micros));
      refuse(series, records, Reason.IRREGULAR, left, detail);
      return;
    }
    refuseOffGrid(steps, unique, rows, grid, records);
    series.setUsed(on);
    long values = span.values();
    if (values < (1 - settings.maxMissingShare()) * span.length() || span.length() > LONGEST) {
      String detail = "%d of %d steps of %s have a value";
      detail = detail.formatted(values, span.length(), step.get());
      series.setUsed(0);
      refuse(series, records, Reason.SPARSE, on, detail);
      return;
    }
    lay(series, unique, steps, grid, span);
    exogenous.lay(series, rows, unique.micros, steps, grid, span.first());
    if (alone) {
      series.setFrequency(null);
      series.setSeason(1);
    }
    series.setStatics(rows.statics.values);
    if (rows.statics.conflicting() > 0) {
      String detail = "%d static columns have several values: the newest are taken";
      records.add(Reason.STATIC_CONFLICT, 0, detail.formatted(rows.statics.conflicting()));
    }
    if (span.length() < minimumLength) {
      series.setShortSeries(true);
      String detail = "n=%d, need=%d".formatted(span.length(), minimumLength);
      records.add(Reason.TOO_SHORT, 0, detail);
    }
  }

  /** What can be done about instants that are on no grid. */
  private static String remedy(long[] micros) {
    return micros[micros.length - 1] - micros[0] < (micros.length - 1) * SECOND
        ? "they are less than a second apart, and no frequency is: aggregate them to seconds"
        : "declare source.frequency";
  }

  private static void refuse(
      Outcome series, Records records, Reason reason, long rows, String detail) {
    series.setVerdict(reason.name());
    records.add(reason, rows, detail);
  }

  private static void refuseOffGrid(
      long[] steps, Duplicates unique, Observations rows, Grid grid, Records records) {
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] == Grid.OFF) {
        int row = Arrays.binarySearch(rows.micros, unique.micros[i]);
        String origin = rows.origins.get(rows.origin[row]);
        records.offGrid(unique.micros[i], unique.y[i], origin, grid.frequency().toString());
      }
    }
  }

  private void lay(Outcome series, Duplicates unique, long[] steps, Grid grid, Span span) {
    int length = (int) span.length();
    long[] micros = new long[length];
    double[] y = new double[length];
    boolean[] observed = new boolean[length];
    Arrays.fill(y, Double.NaN);
    for (int i = 0; i < steps.length; i++) {
      if (span.holds(steps[i])) {
        int at = (int) (steps[i] - span.first());
        y[at] = unique.y[i];
        observed[at] = !Double.isNaN(unique.y[i]);
      }
    }
    for (int i = 0; i < length; i++) {
      micros[i] = grid.at(span.first() + i);
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

  /** The steps from the first value of a series to its last, and how many of them have one. */
  private record Span(long first, long last, long values) {
    static Span ofValues(long[] steps, double[] y) {
      long values = 0;
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (int i = 0; i < steps.length; i++) {
        if (steps[i] != Grid.OFF && !Double.isNaN(y[i])) {
          first = Math.min(first, steps[i]);
          last = Math.max(last, steps[i]);
          values++;
        }
      }
      return new Span(first, last, values);
    }

    boolean isEmpty() {
      return first > last;
    }

    long length() {
      return last - first + 1;
    }

    boolean holds(long step) {
      return step >= first && step <= last;
    }
  }
}
