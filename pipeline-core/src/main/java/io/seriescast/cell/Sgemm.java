package io.seriescast.cell;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The three single-precision products of a recurrent layer, row-major, by OpenBLAS on one thread.
 *
 * <p>OpenBLAS's kernels for AVX-512 ({@code SkylakeX}) multiply matrices of up to 10⁶ multiply-adds
 * without packing them first, at nearly the peak of the core; larger products are cut into such
 * pieces when the environment asks for those kernels by {@code OPENBLAS_CORETYPE}. OpenBLAS 0.3.19
 * does not know AMD's AVX-512 cores (Zen 4 and later) and takes its AVX2 kernels there unless that
 * variable says {@code SkylakeX}. The cut depends on sizes alone, so results repeat bit by bit.
 */
final class Sgemm {
  private static final long UNPACKED_LIMIT = 1_000_000;
  private static final int GRAIN = 16;
  private static final boolean UNPACKED =
      List.of("SkylakeX", "Cooperlake")
          .contains(System.getenv().getOrDefault("OPENBLAS_CORETYPE", ""));

  static {
    OneThread.pin();
  }

  private Sgemm() {}

  /**
   * {@code C[m, n] = beta·C + A[m, k] · B[k, n]}; {@code lda}: floats from one row of A to the
   * next.
   */
  static void multiply(
      int m, int n, int k, FloatPointer a, int lda, FloatPointer b, float beta, FloatPointer c) {
    product(CblasNoTrans, m, n, k, a, lda, b, beta, c);
  }

  /** {@code C[m, n] = beta·C + Aᵀ · B[k, n]} with {@code A[k, m]}. */
  static void multiplyTransposedLeft(
      int m, int n, int k, FloatPointer a, int lda, FloatPointer b, float beta, FloatPointer c) {
    product(CblasTrans, m, n, k, a, lda, b, beta, c);
  }

  /** {@code C[m, n] += A[m, k] · Bᵀ} with {@code B[n, k]}. */
  static void addTransposedRight(
      int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c, int ldc) {
    int piece = piece(k, m, n);
    for (int from = 0; from < k; from += piece) {
      int width = Math.min(piece, k - from);
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, width, 1f, a, k, b, k, 1f, c, ldc);
      a.position(a.position() + width);
      b.position(b.position() + width);
    }
  }

  private static void product(
      int transposeA,
      int m,
      int n,
      int k,
      FloatPointer a,
      int lda,
      FloatPointer b,
      float beta,
      FloatPointer c) {
    int piece = piece(n, m, k);
    for (int from = 0; from < n; from += piece) {
      int width = Math.min(piece, n - from);
      cblas_sgemm(
          CblasRowMajor, transposeA, CblasNoTrans, m, width, k, 1f, a, lda, b, n, beta, c, n);
      b.position(b.position() + width);
      c.position(c.position() + width);
    }
  }

  /** How much of one dimension to take at once, the other two given. */
  private static int piece(int whole, int other, int another) {
    long fits = UNPACKED_LIMIT / ((long) other * another) / GRAIN * GRAIN;
    return UNPACKED && fits > 0 && fits < whole ? (int) fits : whole;
  }
}
