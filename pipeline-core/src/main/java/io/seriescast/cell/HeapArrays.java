package io.seriescast.cell;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Bulk copies between ND4J arrays and heap arrays in row-major order.
 *
 * <p>A permuted array may still report order 'c', so the strides decide whether its memory can be
 * read as it lies.
 */
final class HeapArrays {
  private HeapArrays() {}

  /** Copies all elements, first index slowest; uses {@code target} if it is large enough. */
  static float[] read(INDArray array, float[] target) {
    int length = Math.toIntExact(array.length());
    float[] heap = target.length >= length ? target : new float[length];
    memory(rowMajor(array)).get(heap, 0, length);
    return heap;
  }

  /**
   * Copies all elements of a float array that lies flat in memory in any one order, such as a
   * parameter vector.
   */
  static float[] readFlat(INDArray array, float[] target) {
    int length = Math.toIntExact(array.length());
    float[] heap = target.length >= length ? target : new float[length];
    memory(array).get(heap, 0, length);
    return heap;
  }

  /** Overwrites a contiguous float array. */
  static void write(float[] source, INDArray array) {
    memory(array).put(source, 0, Math.toIntExact(array.length()));
  }

  /** Copies all elements of a double array, first index slowest. */
  static double[] readDoubles(INDArray array) {
    double[] heap = new double[Math.toIntExact(array.length())];
    INDArray flat = rowMajor(array);
    new DoublePointer(flat.data().addressPointer()).get(heap, 0, heap.length);
    return heap;
  }

  /** Overwrites a contiguous double array. */
  static void writeDoubles(double[] source, INDArray array) {
    new DoublePointer(array.data().addressPointer())
        .put(source, 0, Math.toIntExact(array.length()));
  }

  /** Where the elements of a float array lie, in whatever order. */
  static FloatPointer memory(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }

  /** The array itself if it lies row-major and contiguous, else a copy that does. */
  static INDArray rowMajor(INDArray array) {
    boolean flat = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    return flat ? array : array.dup('c');
  }
}
