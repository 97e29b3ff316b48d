package io.seriescast.cell;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The three single-precision products of a recurrent layer, row-major, by OpenBLAS on one thread.
 */
final class Sgemm {
  static {
    OneThread.pin();
  }

  private Sgemm() {}

  /** {@code C[m, n] = beta·C + A[m, k] · B[k, n]}; {@code ld}: floats from one row to the next. */
  static void multiply(
      int m, int n, int k, FloatPointer a, int lda, FloatPointer b, float beta, FloatPointer c) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1f, a, lda, b, n, beta, c, n);
  }

  /** {@code C[m, n] = beta·C + Aᵀ · B[k, n]} with {@code A[k, m]}. */
  static void multiplyTransposedLeft(
      int m, int n, int k, FloatPointer a, int lda, FloatPointer b, float beta, FloatPointer c) {
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1f, a, lda, b, n, beta, c, n);
  }

  /** {@code C[m, n] += A[m, k] · Bᵀ} with {@code B[n, k]}. */
  static void addTransposedRight(
      int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c, int ldc) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1f, a, k, b, k, 1f, c, ldc);
  }
}
