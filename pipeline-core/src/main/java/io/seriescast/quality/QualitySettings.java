package io.seriescast.quality;

import io.seriescast.config.Checks;

/** The section {@code quality}: what is accepted, and how a series gets onto its regular grid. */
public record QualitySettings(
    DuplicatePolicy duplicates,
    GapPolicy gaps,
    double gapValue,
    int maxGap,
    double maxQuarantinedShare) {

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
        .between("max-quarantined-share", maxQuarantinedShare, 0, 1)
        .done();
  }
}
