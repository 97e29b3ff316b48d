package io.seriescast.source;

import java.util.Arrays;
import java.util.Optional;

/**
 * The unit of a timestamp that is a number since 1970-01-01 UTC. Units are told apart by magnitude:
 * the ranges do not overlap, so that seconds read as milliseconds show instead of becoming January
 * 1970. Seconds reach from 1653 to 2286; in the finer units the 115 days before and after 1970
 * began are not accepted, unless the unit is declared and most of the numbers bear it out.
 */
enum EpochUnit {
  SECONDS(0, 1e10, 1_000_000, 1),
  MILLIS(1e10, 1e13, 1_000, 1),
  MICROS(1e13, 1e16, 1, 1),
  NANOS(1e16, 1e19, 1, 1_000);

  private final double least;
  private final double most;
  private final long numerator;
  private final long denominator;

  EpochUnit(double least, double most, long numerator, long denominator) {
    this.least = least;
    this.most = most;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** The smallest magnitude that is a timestamp in this unit. */
  double least() {
    return least;
  }

  /** The smallest magnitude that is none any more. */
  double most() {
    return most;
  }

  long microsNumerator() {
    return numerator;
  }

  long microsDenominator() {
    return denominator;
  }

  /** The unit in which a number of this magnitude is a plausible time. */
  static EpochUnit of(double magnitude) {
    return Arrays.stream(values()).filter(u -> magnitude < u.most).findFirst().orElse(NANOS);
  }

  /** {@code epoch-millis} as in {@code source.timestamp-format}. */
  String format() {
    return "epoch-" + name().toLowerCase(java.util.Locale.ROOT);
  }

  static Optional<EpochUnit> named(String format) {
    return Arrays.stream(values()).filter(u -> u.format().equals(format)).findFirst();
  }
}
