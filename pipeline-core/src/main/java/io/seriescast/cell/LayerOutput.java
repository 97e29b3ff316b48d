package io.seriescast.cell;

/**
 * What one layer in one direction hands up: its hidden states, with padded steps cleared and
 * dropout applied.
 */
final class LayerOutput {
  private final Signal signal;
  private final StackShape.Block block;
  private float[][] scaled = new float[0][];
  private float[][] dropped = new float[0][];
  private StepMask mask;
  private DropoutMasks dropout;
  private int steps;
  private int n;

  LayerOutput(StackShape.Block block) {
    this.block = block;
    this.signal = new Signal(block.hidden());
  }

  Signal signal() {
    return signal;
  }

  /** Takes the hidden states of a finished pass; without mask and dropout they are not copied. */
  void publish(FloatPass pass, StepMask mask, DropoutMasks dropout, int steps, int batch) {
    this.mask = mask;
    this.dropout = dropout;
    this.steps = steps;
    this.n = block.hidden() * batch;
    signal.begin(steps, batch);
    if (mask != null || dropout != null) {
      scaled = Planes.reserve(scaled, steps, n);
    }
    if (dropout != null) {
      dropped = Planes.reserve(dropped, dropout.variational() ? 1 : steps, n);
    }
    for (int time = 0; time < steps; time++) {
      signal.value(time, scale(pass.hidden(time), time));
    }
  }

  /** Turns the gradient of what was handed up into the gradient of the hidden states, in place. */
  void backward() {
    for (int time = 0; time < steps; time++) {
      if (signal.hasGradient(time)) {
        float[] gradient = signal.gradient(time);
        if (dropout != null) {
          Planes.multiply(gradient, dropped[dropout.variational() ? 0 : time], gradient, n);
        }
        if (mask != null) {
          mask.clear(time, gradient, n);
        }
      }
    }
  }

  private float[] scale(float[] hidden, int time) {
    if (mask == null && dropout == null) {
      return hidden;
    }
    float[] plane = scaled[time];
    if (dropout == null) {
      System.arraycopy(hidden, 0, plane, 0, n);
    } else {
      float[] drop = dropped[dropout.variational() ? 0 : time];
      if (time == 0 || !dropout.variational()) {
        dropout.fill(drop, block.layer(), block.direction(), time, n);
      }
      Planes.multiply(hidden, drop, plane, n);
    }
    if (mask != null) {
      mask.clear(time, plane, n);
    }
    return plane;
  }
}
