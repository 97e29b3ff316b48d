package io.seriescast.quality;

/** Why rows or series stand in the quarantine. */
public enum Reason {
  /** The line is no row of the format; its text is the record's detail. */
  MALFORMED_LINE,
  /** No id, a blank one, or a missing part of a composite one. */
  NULL_ID,
  /** The id is longer than {@code quality.max-id-length}; it is shortened in the record. */
  ID_TOO_LONG,
  /** The id holds bytes that are no text in the declared encoding. */
  BAD_ENCODING,
  /** The timestamp is missing or could not be understood. */
  BAD_TIMESTAMP,
  /** A local time that the clocks of {@code source.time-zone} skip. */
  NONEXISTENT_TIME,
  /** A number that is no plausible instant in the unit: seconds for milliseconds, say. */
  EPOCH_UNIT,
  /** Outside {@code quality.earliest} to {@code quality.latest}. */
  OUT_OF_BOUNDS_DATE,
  /**
   * Later than {@code --as-of}: not known yet; one record per series, not held against the input.
   */
  AFTER_AS_OF,
  /** The value is a text that is no number. */
  BAD_VALUE,
  /** The value is infinite. */
  NOT_FINITE,
  /** The value's magnitude is above {@code quality.largest-value}. */
  OUT_OF_RANGE,
  /** Another value stands at the same timestamp ({@code quality.duplicates = quarantine}). */
  DUPLICATE_CONFLICT,
  /** The timestamp is not on the series' grid. */
  OFF_GRID,
  /** The series has no value at all. */
  EMPTY_SERIES,
  /** The series' steps are so irregular that no frequency fits. */
  IRREGULAR,
  /** The series' grid would be emptier than {@code quality.max-missing-share}. */
  SPARSE,
  /** Too few values for a window and the held-out parts; rows = 0, a fallback forecasts it. */
  TOO_SHORT,
  /** Told only, rows = 0: local times that occur twice, taken as the earlier instant. */
  AMBIGUOUS_TIME,
  /** Told only, rows = 0: whole numbers beyond 2^53 that a double rounds. */
  ROUNDED_VALUE,
  /** Told only, rows = 0: exogenous values that are no finite numbers. */
  BAD_EXOGENOUS,
  /** Told only, rows = 0: a static column has several values in the series; the newest is taken. */
  STATIC_CONFLICT
}
