package io.seriescast.cell;

/**
 * Index arithmetic between DL4J's {@code [batch, rows, steps]} (NCW, row-major) and planes {@code
 * [rows, batch]} of one step. With one step this is a matrix {@code [batch, rows]} and its
 * transpose.
 *
 * @param batch minibatch size
 * @param rows rows of the DL4J array
 * @param steps steps of the DL4J array
 */
record Ncw(int batch, int rows, int steps) {

  /** {@code plane[r, b] = array[b, first + r, step]} for {@code count} rows. */
  void gather(float[] array, int first, int count, int step, float[] plane) {
    for (int r = 0; r < count; r++) {
      for (int b = 0; b < batch; b++) {
        plane[r * batch + b] = array[(b * rows + first + r) * steps + step];
      }
    }
  }

  /** {@code array[b, first + r, step] = plane[r, b]} for {@code count} rows. */
  void scatter(float[] plane, int first, int count, int step, float[] array) {
    for (int r = 0; r < count; r++) {
      for (int b = 0; b < batch; b++) {
        array[(b * rows + first + r) * steps + step] = plane[r * batch + b];
      }
    }
  }
}
