package io.seriescast.quality;

import java.util.List;
import org.apache.hadoop.util.IndexedSortable;
import org.apache.hadoop.util.QuickSort;

/**
 * The accepted rows of one series in one order, whatever order they came in: by instant, then file,
 * then value (NaN, a row without value, first).
 */
final class Observations {
  final long[] micros;
  final double[] y;

  /** Number of the row's file among {@link #origins}, which are sorted. */
  final int[] origin;

  final List<String> origins;

  /** Row by row, {@link #width} exogenous numbers each. */
  private final double[] numbers;

  private final int width;

  /** Of the series. */
  final StaticValues statics;

  private Observations(int n, List<String> origins, Chunk sample) {
    boolean more = sample.getNumbers() != null;
    this.width = more ? sample.getNumbers().length / sample.getMicros().length : 0;
    this.numbers = new double[Math.multiplyExact(n, width)];
    this.statics = new StaticValues(more ? sample.getStatics().length : 0);
    this.micros = new long[n];
    this.y = new double[n];
    this.origin = new int[n];
    this.origins = origins;
  }

  static Observations of(List<Chunk> chunks) {
    List<String> origins = chunks.stream().map(Chunk::getOrigin).distinct().sorted().toList();
    int n = 0;
    for (Chunk chunk : chunks) {
      n = Math.addExact(n, chunk.getMicros().length);
    }
    Observations all = new Observations(n, origins, chunks.get(0));
    int at = 0;
    for (Chunk chunk : chunks) {
      int length = chunk.getMicros().length;
      System.arraycopy(chunk.getMicros(), 0, all.micros, at, length);
      System.arraycopy(chunk.getY(), 0, all.y, at, length);
      if (chunk.getNumbers() != null) {
        System.arraycopy(chunk.getNumbers(), 0, all.numbers, at * all.width, length * all.width);
        all.statics.add(chunk);
      }
      java.util.Arrays.fill(
          all.origin,
          at,
          at + length,
          java.util.Collections.binarySearch(origins, chunk.getOrigin()));
      at += length;
    }
    all.sort();
    return all;
  }

  int size() {
    return micros.length;
  }

  /**
   * An exogenous column's value at the instant whose rows are [from, until): of the last file, the
   * greatest; NaN for none.
   */
  double number(int column, int from, int until) {
    double value = Double.NaN;
    int file = -1;
    for (int row = from; row < until; row++) {
      double other = numbers[row * width + column];
      if (!Double.isNaN(other) && (origin[row] > file || other > value)) {
        value = other;
        file = origin[row];
      }
    }
    return value;
  }

  private int compare(int i, int j) {
    int byTime = Long.compare(micros[i], micros[j]);
    if (byTime != 0) {
      return byTime;
    }
    int byOrigin = Integer.compare(origin[i], origin[j]);
    if (byOrigin != 0) {
      return byOrigin;
    }
    boolean none = Double.isNaN(y[i]);
    return none || Double.isNaN(y[j])
        ? Boolean.compare(!none, !Double.isNaN(y[j]))
        : Double.compare(y[i], y[j]);
  }

  private void sort() {
    int sorted = 1;
    while (sorted < size() && compare(sorted - 1, sorted) <= 0) {
      sorted++;
    }
    if (sorted < size()) {
      // introsort in place over the parallel arrays: no index, no boxes
      new QuickSort().sort(new Rows(), 0, size());
    }
  }

  private final class Rows implements IndexedSortable {
    @Override
    public int compare(int i, int j) {
      return Observations.this.compare(i, j);
    }

    @Override
    public void swap(int i, int j) {
      long t = micros[i];
      micros[i] = micros[j];
      micros[j] = t;
      double v = y[i];
      y[i] = y[j];
      y[j] = v;
      int o = origin[i];
      origin[i] = origin[j];
      origin[j] = o;
      for (int c = 0; c < width; c++) {
        double number = numbers[i * width + c];
        numbers[i * width + c] = numbers[j * width + c];
        numbers[j * width + c] = number;
      }
    }
  }
}
