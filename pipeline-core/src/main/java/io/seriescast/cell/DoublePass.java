package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;

/** One layer in one direction over one series, in double precision and plain loops. */
final class DoublePass {
  private final Block block;
  private final DoubleCell cell;
  private final double[] parameters;
  private double[][] inputs = {};
  private double[][] gates = {};
  private State[] states = {};
  private boolean[] present = {};

  DoublePass(Block block, double[] parameters) {
    this.block = block;
    this.cell = new DoubleCell(block.cell(), block.hidden());
    this.parameters = parameters;
  }

  /**
   * Hidden states {@code [time][hidden]} of inputs {@code [time][channels]}; padded steps hold the
   * state.
   */
  double[][] forward(double[][] inputs, boolean[] present) {
    int steps = inputs.length;
    this.inputs = inputs;
    this.present = present;
    gates = new double[steps][];
    states = new State[steps + 1];
    states[0] = new State(block.hidden());
    double[][] hidden = new double[steps][];
    for (int s = 0; s < steps; s++) {
      int time = time(s);
      gates[s] = new double[block.cell().planes() * block.hidden()];
      states[s + 1] = states[s];
      if (present[time]) {
        preactivate(inputs[time], states[s].h, gates[s]);
        states[s + 1] = cell.forward(gates[s], states[s]);
      }
      hidden[time] = states[s + 1].h;
    }
    return hidden;
  }

  /**
   * Gradients of the inputs {@code [time][channels]}; adds to the stack's parameter gradient.
   *
   * @param output gradient of the hidden states {@code [time][hidden]}
   * @param last gradient of the state after the last step in this direction
   */
  double[][] backward(double[][] output, double[] last, double[] gradient) {
    int steps = inputs.length;
    double[][] inputGradients = new double[steps][block.inputs()];
    State carry = new State(block.hidden());
    addTo(carry.h, last);
    for (int s = steps - 1; s >= 0; s--) {
      int time = time(s);
      addTo(carry.h, output[time]);
      if (present[time]) {
        double[] dz = cell.backward(gates[s], states[s], states[s + 1], carry);
        weightsBackward(dz, s, gradient, carry.h, inputGradients[time]);
      }
    }
    return inputGradients;
  }

  private void preactivate(double[] x, double[] h, double[] z) {
    for (int plane = 0; plane < block.cell().planes(); plane++) {
      for (int u = 0; u < block.hidden(); u++) {
        double sum = parameters[block.biasOffset() + plane * block.hidden() + u];
        int recurrent = recurrentRow(plane, u);
        for (int k = 0; recurrent >= 0 && k < h.length; k++) {
          sum += parameters[recurrent + k] * h[k];
        }
        int input = inputRow(plane, u);
        for (int k = 0; input >= 0 && k < x.length; k++) {
          sum += parameters[input + k] * x[k];
        }
        z[plane * block.hidden() + u] = sum;
      }
    }
  }

  private void weightsBackward(
      double[] dz, int s, double[] gradient, double[] dhBefore, double[] dx) {
    double[] x = inputs[time(s)];
    double[] h = states[s].h;
    for (int plane = 0; plane < block.cell().planes(); plane++) {
      for (int u = 0; u < block.hidden(); u++) {
        double d = dz[plane * block.hidden() + u];
        gradient[block.biasOffset() + plane * block.hidden() + u] += d;
        int recurrent = recurrentRow(plane, u);
        for (int k = 0; recurrent >= 0 && k < h.length; k++) {
          gradient[recurrent + k] += d * h[k];
          dhBefore[k] += d * parameters[recurrent + k];
        }
        int input = inputRow(plane, u);
        for (int k = 0; input >= 0 && k < x.length; k++) {
          gradient[input + k] += d * x[k];
          dx[k] += d * parameters[input + k];
        }
      }
    }
  }

  private int recurrentRow(int plane, int unit) {
    int gate = block.cell().recurrentGate(plane);
    return gate == Cell.NONE
        ? -1
        : block.recurrentOffset() + (gate * block.hidden() + unit) * block.hidden();
  }

  private int inputRow(int plane, int unit) {
    int gate = block.cell().inputGate(plane);
    return gate == Cell.NONE
        ? -1
        : block.offset() + (gate * block.hidden() + unit) * block.inputs();
  }

  private int time(int s) {
    return block.direction() == 0 ? s : inputs.length - 1 - s;
  }

  private static void addTo(double[] sum, double[] term) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += term[i];
    }
  }
}
