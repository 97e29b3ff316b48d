package io.seriescast.cell;

/**
 * Which steps of which series are present. A padded step leaves the state as it was (zero before
 * the first present step) and gives zero output, as PyTorch's packed sequences do.
 */
final class StepMask {
  private final float[][] present;

  /** {@code present} is time-major {@code [time][batch]}: 1 present, 0 padded. */
  StepMask(float[][] present) {
    this.present = present;
  }

  /** {@code state = present ? state : before}, over a plane {@code [rows, batch]}. */
  void hold(int time, float[] state, float[] before, int n) {
    float[] row = present[time];
    int batch = row.length;
    for (int start = 0; start < n; start += batch) {
      for (int b = 0; b < batch; b++) {
        if (row[b] == 0f) {
          state[start + b] = before[start + b];
        }
      }
    }
  }

  /**
   * Moves the elements of padded series from {@code plane} to {@code held}; the others of {@code
   * held} become zero.
   */
  void split(int time, float[] plane, float[] held, int n) {
    float[] row = present[time];
    int batch = row.length;
    for (int start = 0; start < n; start += batch) {
      for (int b = 0; b < batch; b++) {
        int k = start + b;
        held[k] = row[b] == 0f ? plane[k] : 0f;
        plane[k] = row[b] == 0f ? 0f : plane[k];
      }
    }
  }

  /** Sets the elements of padded series to zero. */
  void clear(int time, float[] plane, int n) {
    float[] row = present[time];
    int batch = row.length;
    for (int start = 0; start < n; start += batch) {
      for (int b = 0; b < batch; b++) {
        if (row[b] == 0f) {
          plane[start + b] = 0f;
        }
      }
    }
  }
}
