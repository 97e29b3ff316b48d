package io.seriescast.cell;

/** Allocation of planes that grow and never shrink, so that minibatches of any size reuse them. */
final class Planes {
  private Planes() {}

  /**
   * At least {@code count} planes of at least {@code n} elements; the given ones if they suffice.
   */
  static float[][] reserve(float[][] planes, int count, int n) {
    if (planes.length >= count && (count == 0 || planes[0].length >= n)) {
      return planes;
    }
    int size = planes.length > 0 ? Math.max(n, planes[0].length) : n;
    return new float[Math.max(count, planes.length)][size];
  }

  /** At least {@code steps} by {@code count} planes of at least {@code n} elements. */
  static float[][][] reserve(float[][][] planes, int steps, int count, int n) {
    if (planes.length >= steps && (count == 0 || planes[0][0].length >= n)) {
      return planes;
    }
    int size = planes.length > 0 ? Math.max(n, planes[0][0].length) : n;
    return new float[Math.max(steps, planes.length)][count][size];
  }

  static void add(float[] sum, float[] term, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += term[i];
    }
  }

  /** {@code product = a ∘ b}. */
  static void multiply(float[] a, float[] b, float[] product, int n) {
    for (int i = 0; i < n; i++) {
      product[i] = a[i] * b[i];
    }
  }

  /** {@code sum += a ∘ b}. */
  static void addProduct(float[] a, float[] b, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i], b[i], sum[i]);
    }
  }
}
