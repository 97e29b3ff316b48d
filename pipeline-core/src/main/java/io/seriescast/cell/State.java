package io.seriescast.cell;

/**
 * State of one series between two steps, or a gradient of it; {@code c} is used by the LSTM alone.
 */
final class State {
  final double[] h;
  final double[] c;

  /** The zero state. */
  State(int hidden) {
    this.h = new double[hidden];
    this.c = new double[hidden];
  }
}
