package io.seriescast.cell;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Off-heap floats that OpenBLAS reads and writes, with bulk copies to and from heap arrays. Grows
 * when asked, keeps its memory otherwise, gives it back on {@link #close} or, if that is forgotten,
 * when it is garbage collected.
 */
final class NativeFloats implements AutoCloseable {
  private FloatPointer memory = new FloatPointer();
  private FloatPointer cursor = new FloatPointer();
  private FloatBuffer view = FloatBuffer.allocate(0);
  private int capacity;

  /** Room for {@code floats}; contents are undefined after growth. */
  void reserve(long floats) {
    if (floats <= capacity) {
      return;
    }
    if (floats > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "RecurrentStack needs a native buffer of "
              + floats
              + " floats, at most "
              + Integer.MAX_VALUE / Float.BYTES
              + " fit in one: use a smaller batch, shorter windows or fewer hidden units");
    }
    memory.close();
    memory = new FloatPointer(floats);
    cursor = new FloatPointer(memory);
    view = memory.asBuffer();
    capacity = (int) floats;
  }

  /** The address {@code offset} floats in. One cursor per buffer: valid until the next call. */
  FloatPointer at(int offset) {
    return cursor.position(offset);
  }

  void put(int offset, float[] source, int n) {
    view.put(offset, source, 0, n);
  }

  void get(int offset, float[] target, int n) {
    view.get(offset, target, 0, n);
  }

  @Override
  public void close() {
    memory.close();
    memory = new FloatPointer();
    cursor = new FloatPointer();
    view = FloatBuffer.allocate(0);
    capacity = 0;
  }
}
