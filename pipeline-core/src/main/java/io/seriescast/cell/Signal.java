package io.seriescast.cell;

import java.util.Arrays;

/**
 * A sequence of planes {@code [rows, batch]}, one per time step, that flows from one layer to the
 * next, and the gradient that flows back. The values may be borrowed from their producer.
 */
final class Signal {
  private final int rows;
  private float[][] values = new float[0][];
  private float[][] gradients = new float[0][];
  private boolean[] hasGradient = new boolean[0];

  Signal(int rows) {
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /** Makes room for {@code steps} steps. */
  void begin(int steps, int batch) {
    if (values.length < steps) {
      values = new float[steps][];
      hasGradient = new boolean[steps];
    }
    gradients = Planes.reserve(gradients, steps, rows * batch);
  }

  /** Forgets all gradients: the next one added to a step is the first. */
  void clearGradients() {
    Arrays.fill(hasGradient, false);
  }

  float[] value(int time) {
    return values[time];
  }

  void value(int time, float[] plane) {
    values[time] = plane;
  }

  boolean hasGradient(int time) {
    return hasGradient[time];
  }

  float[] gradient(int time) {
    return gradients[time];
  }

  /** Adds a plane to the gradient of one step. */
  void addGradient(int time, float[] plane, int n) {
    if (hasGradient[time]) {
      Planes.add(gradients[time], plane, n);
    } else {
      System.arraycopy(plane, 0, gradients[time], 0, n);
      hasGradient[time] = true;
    }
  }
}
