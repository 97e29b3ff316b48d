package io.seriescast.quality;

import io.seriescast.source.Raw;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Packs the rows of a partition into {@link Chunk}s before they are shuffled: a combiner. Input
 * that is sorted or clustered by series leaves as few, large chunks; any other order costs no more
 * than the rows themselves. What is held is bounded: when {@value #BUDGET} bytes are open, all of
 * them are passed on.
 *
 * <p>Java over an iterator because collect_list holds every group of a partition at once, falls
 * back to sorting at 128 groups, and boxes every value.
 */
final class ChunkPacker implements Iterator<Chunk> {
  static final int BUDGET = 16 << 20;

  private static final int CHUNK_COST = 512;
  private static final int ROW_COST = 16;

  /** Rows without an id have no series to be together with: spread them over the partitions. */
  private static final int SPREAD = 64;

  private record Key(String id, String origin) {}

  /** Grows like a list, without boxes. */
  private static final class Open {
    private final Key key;
    private long[] micros = new long[16];
    private double[] y = new double[16];
    private double[] numbers;
    private StaticValues statics;
    private int n;
    private long ambiguous;
    private long rounded;
    private long afterAsOf;
    private long badExogenous;

    private Open(Key key) {
      this.key = key;
    }

    private void add(JudgedRow row) {
      if (n == micros.length) {
        micros = Arrays.copyOf(micros, 2 * n);
        y = Arrays.copyOf(y, 2 * n);
      }
      if (row.getNumbers() != null) {
        add(row.getNumbers(), row.getStatics(), row.getMicros());
      }
      micros[n] = row.getMicros();
      y[n++] = row.getY();
    }

    private void add(double[] rowNumbers, String[] rowStatics, long at) {
      int width = rowNumbers.length;
      if (statics == null) {
        numbers = new double[micros.length * width];
        statics = new StaticValues(rowStatics.length);
      }
      if ((n + 1) * width > numbers.length) {
        numbers = Arrays.copyOf(numbers, micros.length * width);
      }
      System.arraycopy(rowNumbers, 0, numbers, n * width, width);
      statics.add(rowStatics, at);
    }

    private Chunk close() {
      Chunk chunk = new Chunk();
      chunk.setUniqueId(key.id);
      chunk.setOrigin(key.origin);
      chunk.setMicros(Arrays.copyOf(micros, n));
      chunk.setY(Arrays.copyOf(y, n));
      chunk.setAmbiguous(ambiguous);
      chunk.setRounded(rounded);
      chunk.setAfterAsOf(afterAsOf);
      chunk.setBadExogenous(badExogenous);
      if (statics != null) {
        chunk.setNumbers(Arrays.copyOf(numbers, n * (numbers.length / micros.length)));
        statics.writeTo(chunk);
      }
      return chunk;
    }
  }

  private final Iterator<JudgedRow> rows;
  private final Map<Key, Open> open = new LinkedHashMap<>();
  private final Queue<Chunk> ready = new ArrayDeque<>();
  private Open last;
  private long held;
  private int spread;

  ChunkPacker(Iterator<JudgedRow> rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      add(rows.next());
      if (held > BUDGET) {
        flush();
      }
    }
    if (ready.isEmpty()) {
      flush();
    }
    return !ready.isEmpty();
  }

  @Override
  public Chunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void flush() {
    open.values().forEach(chunk -> ready.add(chunk.close()));
    open.clear();
    last = null;
    held = 0;
  }

  private void add(JudgedRow row) {
    String reason = row.getReason();
    if (reason != null && !reason.equals(Reason.AFTER_AS_OF.name())) {
      ready.add(refused(row));
      return;
    }
    Open chunk = opened(row);
    if (reason != null) {
      chunk.afterAsOf++;
      return;
    }
    chunk.add(row);
    held += ROW_COST + (row.getNumbers() == null ? 0 : Double.BYTES * row.getNumbers().length);
    chunk.badExogenous += (row.getCaveats() & Raw.BAD_EXOGENOUS) != 0 ? 1 : 0;
    chunk.ambiguous += (row.getCaveats() & Raw.AMBIGUOUS_TIME) != 0 ? 1 : 0;
    chunk.rounded += (row.getCaveats() & Raw.ROUNDED) != 0 ? 1 : 0;
  }

  private Open opened(JudgedRow row) {
    if (last != null
        && last.key.id.equals(row.getUniqueId())
        && last.key.origin.equals(row.getOrigin())) {
      return last;
    }
    Key key = new Key(row.getUniqueId(), row.getOrigin());
    last = open.get(key);
    if (last == null) {
      last = new Open(key);
      open.put(key, last);
      held += CHUNK_COST;
    }
    return last;
  }

  private Chunk refused(JudgedRow row) {
    Chunk chunk = new Chunk();
    chunk.setUniqueId(row.getUniqueId());
    chunk.setSpread(row.getUniqueId() == null ? spread++ % SPREAD : 0);
    chunk.setOrigin(row.getOrigin());
    chunk.setMicros(row.getMicros() == null ? new long[0] : new long[] {row.getMicros()});
    chunk.setY(new double[0]);
    chunk.setReason(row.getReason());
    // a typed column has no raw text beside what was understood
    chunk.setRawDs(
        row.getRawDs() == null && row.getMicros() != null
            ? Instant.EPOCH.plus(row.getMicros(), ChronoUnit.MICROS).toString()
            : row.getRawDs());
    chunk.setRawY(
        row.getRawY() == null && !Double.isNaN(row.getY())
            ? Double.toString(row.getY())
            : row.getRawY());
    chunk.setLine(row.getLine());
    return chunk;
  }
}
