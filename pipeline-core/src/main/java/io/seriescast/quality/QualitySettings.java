package io.seriescast.quality;

import io.seriescast.config.Checks;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The section {@code quality}: what is accepted, and how a series gets onto its regular grid. */
public record QualitySettings(
    DuplicatePolicy duplicates,
    GapPolicy gaps,
    double gapValue,
    int maxGap,
    double maxMissingShare,
    int maxIdLength,
    String earliest,
    String latest,
    double largestValue,
    double maxQuarantinedShare)
    implements java.io.Serializable {

  /** Which value stands when one series has several at one timestamp. */
  public enum DuplicatePolicy {
    LAST,
    MEAN,
    QUARANTINE
  }

  /** What stands where the grid has no value. */
  public enum GapPolicy {
    MASK,
    FORWARD,
    LINEAR,
    SEASONAL,
    VALUE
  }

  public QualitySettings {
    new Checks()
        .atLeast("max-gap", maxGap, 0)
        .between("max-missing-share", maxMissingShare, 0, 1)
        .between("max-id-length", maxIdLength, 1, 1 << 20)
        .that(isDate(earliest), "earliest", "must be a date such as 1990-01-01", earliest)
        .that(isDate(latest), "latest", "must be a date such as 2100-01-01", latest)
        .positive("largest-value", largestValue)
        .between("max-quarantined-share", maxQuarantinedShare, 0, 1)
        .done();
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
