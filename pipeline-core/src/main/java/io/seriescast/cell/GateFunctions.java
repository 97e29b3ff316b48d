package io.seriescast.cell;

/**
 * Activation functions over planes, in the form C2 vectorises: one flat loop, bare loop variable,
 * no calls.
 *
 * <p>The tangent is the rational approximation x·P(x²)/Q(x²) of degree 13/6 of the Eigen library
 * ({@code generic_fast_tanh_float}), absolute error below 1e-6; the sigmoid is {@code (1 +
 * tanh(x/2)) / 2}. NaN stays NaN.
 */
final class GateFunctions {
  private static final float CLAMP = 7.905311f;
  private static final float A1 = 4.8935246e-3f;
  private static final float A3 = 6.3726195e-4f;
  private static final float A5 = 1.48572235e-5f;
  private static final float A7 = 5.1222973e-8f;
  private static final float A9 = -8.604672e-11f;
  private static final float A11 = 2.000188e-13f;
  private static final float A13 = -2.7607684e-16f;
  private static final float B0 = 4.893525e-3f;
  private static final float B2 = 2.2684347e-3f;
  private static final float B4 = 1.1853471e-4f;
  private static final float B6 = 1.1982584e-6f;

  private GateFunctions() {}

  /** {@code y = tanh(x)} over the first {@code n} elements; {@code y} may be {@code x}. */
  static void tanh(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = Math.max(-CLAMP, Math.min(CLAMP, x[i]));
      float q = v * v;
      float p = Math.fma(q, A13, A11);
      p = Math.fma(q, p, A9);
      p = Math.fma(q, p, A7);
      p = Math.fma(q, p, A5);
      p = Math.fma(q, p, A3);
      p = Math.fma(q, p, A1);
      float d = Math.fma(q, B6, B4);
      d = Math.fma(q, d, B2);
      d = Math.fma(q, d, B0);
      y[i] = v * p / d;
    }
  }

  /** {@code x = σ(x)} over the first {@code n} elements. */
  static void sigmoid(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      float v = Math.max(-CLAMP, Math.min(CLAMP, 0.5f * x[i]));
      float q = v * v;
      float p = Math.fma(q, A13, A11);
      p = Math.fma(q, p, A9);
      p = Math.fma(q, p, A7);
      p = Math.fma(q, p, A5);
      p = Math.fma(q, p, A3);
      p = Math.fma(q, p, A1);
      float d = Math.fma(q, B6, B4);
      d = Math.fma(q, d, B2);
      d = Math.fma(q, d, B0);
      x[i] = Math.fma(0.5f, v * p / d, 0.5f);
    }
  }

  /** {@code x = max(0, x)} over the first {@code n} elements. */
  static void relu(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(0f, x[i]);
    }
  }
}
