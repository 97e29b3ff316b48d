package io.seriescast.cell;

/** Element-wise part of {@link Cell#RNN_TANH} and {@link Cell#RNN_RELU}. */
final class FloatRnn extends FloatCell {
  private final boolean relu;

  FloatRnn(boolean relu) {
    super(1, 1);
    this.relu = relu;
  }

  @Override
  void forward(int step, int n) {
    if (relu) {
      float[] h = state(0, step);
      System.arraycopy(gate(step, 0), 0, h, 0, n);
      GateFunctions.relu(h, n);
    } else {
      GateFunctions.tanh(gate(step, 0), state(0, step), n);
    }
    // The gate plane must survive masking of the state.
    System.arraycopy(state(0, step), 0, gate(step, 0), 0, n);
  }

  @Override
  void backward(int step, int n) {
    if (relu) {
      reluBackward(gate(step, 0), carry(0), planeGradient(0), n);
    } else {
      tanhBackward(gate(step, 0), carry(0), planeGradient(0), n);
    }
  }

  /** {@code dz = dh ∘ (1 − h²)}. */
  private static void tanhBackward(float[] h, float[] dh, float[] dz, int n) {
    for (int i = 0; i < n; i++) {
      dz[i] = dh[i] * (1f - h[i] * h[i]);
      dh[i] = 0f;
    }
  }

  /** {@code dz = dh where h > 0, else 0} (PyTorch's choice at 0). */
  private static void reluBackward(float[] h, float[] dh, float[] dz, int n) {
    for (int i = 0; i < n; i++) {
      dz[i] = h[i] > 0f ? dh[i] : 0f;
      dh[i] = 0f;
    }
  }
}
