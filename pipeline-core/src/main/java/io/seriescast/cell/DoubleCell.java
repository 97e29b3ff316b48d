package io.seriescast.cell;

/**
 * The element-wise part of a cell for one series and one step, in double precision and plain loops:
 * the equations of {@link Cell} written down once more, slowly, for gradient checks and as the
 * oracle of the fast cells.
 *
 * <p>Gates lie plane by plane: {@code gates[plane·hidden + unit]}.
 */
final class DoubleCell {
  private final Cell cell;
  private final int hidden;

  DoubleCell(Cell cell, int hidden) {
    this.cell = cell;
    this.hidden = hidden;
  }

  /** Turns pre-activations into gates, in place, and gives the new state. */
  State forward(double[] gates, State before) {
    State after = new State(hidden);
    for (int u = 0; u < hidden; u++) {
      switch (cell) {
        case RNN_TANH -> {
          gates[u] = Math.tanh(gates[u]);
          after.h[u] = gates[u];
        }
        case RNN_RELU -> {
          gates[u] = Math.max(0, gates[u]);
          after.h[u] = gates[u];
        }
        case LSTM -> {
          double i = sigmoid(gates, 0, u);
          double f = sigmoid(gates, 1, u);
          double g = tanh(gates, 2, u);
          double o = sigmoid(gates, 3, u);
          after.c[u] = f * before.c[u] + i * g;
          after.h[u] = o * Math.tanh(after.c[u]);
        }
        case GRU -> {
          double r = sigmoid(gates, 0, u);
          double z = sigmoid(gates, 1, u);
          gates[3 * hidden + u] += r * gates[2 * hidden + u];
          double n = tanh(gates, 3, u);
          after.h[u] = (1 - z) * n + z * before.h[u];
        }
      }
    }
    return after;
  }

  /**
   * Gradients of the pre-activations, from the gradient of the state after the step. On return
   * {@code carry} holds what reaches the state before it without passing the recurrent weights.
   */
  double[] backward(double[] gates, State before, State after, State carry) {
    double[] dz = new double[gates.length];
    for (int u = 0; u < hidden; u++) {
      double dh = carry.h[u];
      carry.h[u] = 0;
      switch (cell) {
        case RNN_TANH -> dz[u] = dh * (1 - gates[u] * gates[u]);
        case RNN_RELU -> dz[u] = gates[u] > 0 ? dh : 0;
        case LSTM -> lstmBackward(gates, before, after, carry, dh, u, dz);
        case GRU -> {
          double r = gates[u];
          double z = gates[hidden + u];
          double hn = gates[2 * hidden + u];
          double n = gates[3 * hidden + u];
          double dn = dh * (1 - z) * (1 - n * n);
          dz[u] = dn * hn * r * (1 - r);
          dz[hidden + u] = dh * (before.h[u] - n) * z * (1 - z);
          dz[2 * hidden + u] = dn * r;
          dz[3 * hidden + u] = dn;
          carry.h[u] = dh * z;
        }
      }
    }
    return dz;
  }

  private void lstmBackward(
      double[] gates, State before, State after, State carry, double dh, int u, double[] dz) {
    double i = gates[u];
    double f = gates[hidden + u];
    double g = gates[2 * hidden + u];
    double o = gates[3 * hidden + u];
    double tanhC = Math.tanh(after.c[u]);
    double dc = carry.c[u] + dh * o * (1 - tanhC * tanhC);
    dz[u] = dc * g * i * (1 - i);
    dz[hidden + u] = dc * before.c[u] * f * (1 - f);
    dz[2 * hidden + u] = dc * i * (1 - g * g);
    dz[3 * hidden + u] = dh * tanhC * o * (1 - o);
    carry.c[u] = dc * f;
  }

  private double sigmoid(double[] gates, int plane, int u) {
    int k = plane * hidden + u;
    gates[k] = 1 / (1 + Math.exp(-gates[k]));
    return gates[k];
  }

  private double tanh(double[] gates, int plane, int u) {
    int k = plane * hidden + u;
    gates[k] = Math.tanh(gates[k]);
    return gates[k];
  }
}
