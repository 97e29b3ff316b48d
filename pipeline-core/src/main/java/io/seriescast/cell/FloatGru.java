package io.seriescast.cell;

/**
 * Element-wise part of {@link Cell#GRU}: planes {@code r, z, hn, in}, where {@code hn = Rn h' +
 * bhn} and the last plane holds the candidate {@code n} after the step.
 */
final class FloatGru extends FloatCell {

  FloatGru() {
    super(4, 1);
  }

  @Override
  void forward(int step, int n) {
    float[] r = gate(step, 0);
    float[] z = gate(step, 1);
    float[] candidate = gate(step, 3);
    GateFunctions.sigmoid(r, n);
    GateFunctions.sigmoid(z, n);
    Planes.addProduct(r, gate(step, 2), candidate, n);
    GateFunctions.tanh(candidate, candidate, n);
    interpolate(z, candidate, state(0, step - 1), state(0, step), n);
  }

  @Override
  void backward(int step, int n) {
    float[] candidate = gate(step, 3);
    updateBackward(
        gate(step, 1),
        candidate,
        state(0, step - 1),
        carry(0),
        planeGradient(1),
        planeGradient(3),
        n);
    resetBackward(
        gate(step, 0), gate(step, 2), planeGradient(3), planeGradient(0), planeGradient(2), n);
  }

  /** {@code h = n + z ∘ (h' − n)}. */
  private static void interpolate(float[] z, float[] candidate, float[] before, float[] h, int n) {
    for (int k = 0; k < n; k++) {
      h[k] = Math.fma(z[k], before[k] - candidate[k], candidate[k]);
    }
  }

  /**
   * {@code dzz = dh ∘ (h' − n) ∘ z(1 − z)}, {@code dzin = dh ∘ (1 − z) ∘ (1 − n²)}, {@code dh' = dh
   * ∘ z}.
   */
  private static void updateBackward(
      float[] z, float[] candidate, float[] before, float[] dh, float[] dzz, float[] dzin, int n) {
    for (int k = 0; k < n; k++) {
      float kept = dh[k] * z[k];
      float fresh = dh[k] * (1f - z[k]);
      dzz[k] = kept * (1f - z[k]) * (before[k] - candidate[k]);
      dzin[k] = fresh * (1f - candidate[k] * candidate[k]);
      dh[k] = kept;
    }
  }

  /** {@code dzhn = dzin ∘ r}, {@code dzr = dzin ∘ hn ∘ r(1 − r)}. */
  private static void resetBackward(
      float[] r, float[] hn, float[] dzin, float[] dzr, float[] dzhn, int n) {
    for (int k = 0; k < n; k++) {
      float scaled = dzin[k] * r[k];
      dzhn[k] = scaled;
      dzr[k] = scaled * hn[k] * (1f - r[k]);
    }
  }
}
