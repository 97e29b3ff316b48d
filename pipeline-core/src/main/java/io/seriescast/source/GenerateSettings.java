package io.seriescast.source;

import io.seriescast.config.Checks;
import io.seriescast.table.Frequency;
import java.time.Instant;

/**
 * The section {@code source.generate}: seeded series. {@code SINE} is the tutorial's wave, sin over
 * {@code points} evenly spaced values of [from, to]; {@code SEASONAL} is trend + seasons + noise,
 * another for every series.
 */
public record GenerateSettings(
    Kind kind,
    long series,
    int points,
    double skew,
    double from,
    double to,
    String start,
    String frequency,
    double noise,
    long seed,
    DirtSettings dirt) {

  /** The shape of a generated series. */
  public enum Kind {
    SINE,
    SEASONAL
  }

  /** Faults planted on purpose: the share of rows that get one, and of series without a value. */
  public record DirtSettings(double share, double seriesShare) {
    public DirtSettings {
      new Checks().between("share", share, 0, 1).between("series-share", seriesShare, 0, 1).done();
    }

    boolean isNone() {
      return share == 0 && seriesShare == 0;
    }
  }

  public GenerateSettings {
    new Checks()
        .that(series >= 1, "series", "must be ≥ 1", series)
        .atLeast("points", points, 2)
        .between("skew", skew, 0, 0.99)
        .that(to > from, "to", "must be > from", to)
        .atLeast("noise", noise, 0)
        .that(Frequency.isFrequency(frequency), "frequency", "must be " + Frequency.RULE, frequency)
        .that(isInstant(start), "start", "must be an instant such as 2024-01-01T00:00:00Z", start)
        .done();
  }

  /** Points of the first series: as many as the others have, or {@code skew} of all rows. */
  public long longest() {
    return Math.max(points, Math.round(skew / (1 - skew) * (series - 1) * points));
  }

  public long rows() {
    return Math.addExact(longest(), Math.multiplyExact(series - 1, (long) points));
  }

  private static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (java.time.format.DateTimeParseException e) {
      return false;
    }
  }
}
