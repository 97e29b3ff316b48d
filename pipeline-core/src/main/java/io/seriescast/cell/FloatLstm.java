package io.seriescast.cell;

/**
 * Element-wise part of {@link Cell#LSTM}: planes {@code i, f, g, o}, kept besides: {@code tanh(c)}.
 */
final class FloatLstm extends FloatCell {
  private static final int TANH_C = 4;

  FloatLstm() {
    super(4, 2);
  }

  @Override
  int extraPlanes() {
    return 1;
  }

  @Override
  void forward(int step, int n) {
    float[] i = gate(step, 0);
    float[] f = gate(step, 1);
    float[] g = gate(step, 2);
    float[] o = gate(step, 3);
    float[] c = state(1, step);
    GateFunctions.sigmoid(i, n);
    GateFunctions.sigmoid(f, n);
    GateFunctions.tanh(g, g, n);
    GateFunctions.sigmoid(o, n);
    memory(i, f, g, state(1, step - 1), c, n);
    GateFunctions.tanh(c, gate(step, TANH_C), n);
    Planes.multiply(o, gate(step, TANH_C), state(0, step), n);
  }

  @Override
  void backward(int step, int n) {
    float[] dh = carry(0);
    float[] dc = carry(1);
    float[] f = gate(step, 1);
    outputBackward(gate(step, 3), gate(step, TANH_C), dh, dc, planeGradient(3), n);
    inputBackward(gate(step, 0), gate(step, 2), dc, planeGradient(0), planeGradient(2), n);
    forgetBackward(f, state(1, step - 1), dc, planeGradient(1), n);
  }

  /** {@code c = f ∘ c' + i ∘ g}. */
  private static void memory(float[] i, float[] f, float[] g, float[] before, float[] c, int n) {
    for (int k = 0; k < n; k++) {
      c[k] = Math.fma(f[k], before[k], i[k] * g[k]);
    }
  }

  /** {@code dzo = dh ∘ tanh(c) ∘ o(1 − o)}, {@code dc += dh ∘ o ∘ (1 − tanh²(c))}. */
  private static void outputBackward(
      float[] o, float[] tanhC, float[] dh, float[] dc, float[] dzo, int n) {
    for (int k = 0; k < n; k++) {
      dzo[k] = dh[k] * tanhC[k] * o[k] * (1f - o[k]);
      dc[k] = Math.fma(dh[k] * o[k], 1f - tanhC[k] * tanhC[k], dc[k]);
      dh[k] = 0f;
    }
  }

  /** {@code dzi = dc ∘ g ∘ i(1 − i)}, {@code dzg = dc ∘ i ∘ (1 − g²)}. */
  private static void inputBackward(
      float[] i, float[] g, float[] dc, float[] dzi, float[] dzg, int n) {
    for (int k = 0; k < n; k++) {
      float scaled = dc[k] * i[k];
      dzi[k] = scaled * g[k] * (1f - i[k]);
      dzg[k] = scaled * (1f - g[k] * g[k]);
    }
  }

  /** {@code dzf = dc ∘ c' ∘ f(1 − f)}, {@code dc' = dc ∘ f}. */
  private static void forgetBackward(float[] f, float[] before, float[] dc, float[] dzf, int n) {
    for (int k = 0; k < n; k++) {
      float scaled = dc[k] * f[k];
      dzf[k] = scaled * before[k] * (1f - f[k]);
      dc[k] = scaled;
    }
  }
}
