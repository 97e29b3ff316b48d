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
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Packs the rows of a partition into {@link Chunk}s before they are shuffled: a combiner. Input
 * that is sorted or clustered by series leaves as few, large chunks; any other order costs no more
 * than the rows themselves. What is held is bounded: when {@value #BUDGET} bytes are open, all of
 * them are passed on.
 *
 * <p>Java over Spark's own rows because collect_list holds every group of a partition at once,
 * falls back to sorting at 128 groups, and boxes every value; and because a bean for every row
 * would decode its texts, most of them equal to the row before, which was half of the cost.
 */
final class ChunkPacker implements Iterator<Chunk> {
  static final int BUDGET = 16 << 20;

  private static final int CHUNK_COST = 512;
  private static final int ROW_COST = 16;
  private static final int STATIC_COST = 64;

  /** Rows without an id have no series to be together with: spread them over the partitions. */
  private static final int SPREAD = 64;

  private static final UTF8String AFTER_AS_OF = UTF8String.fromString(Reason.AFTER_AS_OF.name());

  private record Key(UTF8String id, UTF8String origin) {
    boolean isOf(InternalRow row) {
      return id.equals(row.getUTF8String(Judgement.UNIQUE_ID))
          && origin.equals(row.getUTF8String(Judgement.ORIGIN));
    }

    /** Spark writes the next row over this one. */
    Key copied() {
      return new Key(id.clone(), origin.clone());
    }
  }

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

    private void add(InternalRow row) {
      if (n == micros.length) {
        micros = Arrays.copyOf(micros, 2 * n);
        y = Arrays.copyOf(y, 2 * n);
      }
      if (!row.isNullAt(Judgement.NUMBERS)) {
        addExogenous(row);
      }
      micros[n] = row.getLong(Judgement.MICROS);
      y[n++] = row.getDouble(Judgement.Y);
      int caveats = row.getInt(Judgement.CAVEATS);
      if (caveats != 0) {
        badExogenous += (caveats & Raw.BAD_EXOGENOUS) != 0 ? 1 : 0;
        ambiguous += (caveats & Raw.AMBIGUOUS_TIME) != 0 ? 1 : 0;
        rounded += (caveats & Raw.ROUNDED) != 0 ? 1 : 0;
      }
    }

    private void addExogenous(InternalRow row) {
      double[] rowNumbers = row.getArray(Judgement.NUMBERS).toDoubleArray();
      ArrayData texts = row.getArray(Judgement.STATICS);
      String[] rowStatics = new String[texts.numElements()];
      for (int i = 0; i < rowStatics.length; i++) {
        rowStatics[i] = texts.isNullAt(i) ? null : texts.getUTF8String(i).toString();
      }
      int width = rowNumbers.length;
      if (statics == null) {
        numbers = new double[micros.length * width];
        statics = new StaticValues(rowStatics.length);
      }
      if ((n + 1) * width > numbers.length) {
        numbers = Arrays.copyOf(numbers, micros.length * width);
      }
      System.arraycopy(rowNumbers, 0, numbers, n * width, width);
      statics.add(rowStatics, row.getLong(Judgement.MICROS));
    }

    private Chunk close() {
      Chunk chunk = new Chunk();
      chunk.setUniqueId(key.id.toString());
      chunk.setOrigin(key.origin.toString());
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

  private final Iterator<InternalRow> rows;
  private final Map<Key, Open> open = new LinkedHashMap<>();
  private final Queue<Chunk> ready = new ArrayDeque<>();
  private Open last;
  private long held;
  private int spread;

  ChunkPacker(Iterator<InternalRow> rows) {
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

  private void add(InternalRow row) {
    if (!row.isNullAt(Judgement.REASON)
        && !row.getUTF8String(Judgement.REASON).equals(AFTER_AS_OF)) {
      ready.add(refused(row));
      return;
    }
    Open chunk = opened(row);
    if (!row.isNullAt(Judgement.REASON)) {
      chunk.afterAsOf++;
      return;
    }
    chunk.add(row);
    held +=
        ROW_COST
            + (row.isNullAt(Judgement.NUMBERS)
                ? 0
                : Double.BYTES * row.getArray(Judgement.NUMBERS).numElements());
  }

  private Open opened(InternalRow row) {
    if (last != null && last.key.isOf(row)) {
      return last;
    }
    Key key = new Key(row.getUTF8String(Judgement.UNIQUE_ID), row.getUTF8String(Judgement.ORIGIN));
    last = open.get(key);
    if (last == null) {
      last = new Open(key.copied());
      open.put(last.key, last);
      held += CHUNK_COST + statics(row);
    }
    return last;
  }

  /** What the static values of a series take, in bytes. */
  private static long statics(InternalRow row) {
    long bytes = 0;
    if (!row.isNullAt(Judgement.STATICS)) {
      ArrayData texts = row.getArray(Judgement.STATICS);
      for (int i = 0; i < texts.numElements(); i++) {
        bytes += STATIC_COST + (texts.isNullAt(i) ? 0 : texts.getUTF8String(i).numBytes());
      }
    }
    return bytes;
  }

  private Chunk refused(InternalRow row) {
    Chunk chunk = new Chunk();
    boolean timed = !row.isNullAt(Judgement.MICROS);
    long micros = timed ? row.getLong(Judgement.MICROS) : 0;
    double y = row.getDouble(Judgement.Y);
    chunk.setUniqueId(text(row, Judgement.UNIQUE_ID));
    chunk.setSpread(chunk.getUniqueId() == null ? spread++ % SPREAD : 0);
    chunk.setOrigin(text(row, Judgement.ORIGIN));
    chunk.setMicros(timed ? new long[] {micros} : new long[0]);
    chunk.setY(new double[0]);
    chunk.setReason(text(row, Judgement.REASON));
    // a typed column has no raw text beside what was understood
    chunk.setRawDs(
        row.isNullAt(Judgement.RAW_DS) && timed
            ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString()
            : text(row, Judgement.RAW_DS));
    chunk.setRawY(
        row.isNullAt(Judgement.RAW_Y) && !Double.isNaN(y)
            ? Double.toString(y)
            : text(row, Judgement.RAW_Y));
    chunk.setLine(text(row, Judgement.LINE));
    return chunk;
  }

  private static String text(InternalRow row, int column) {
    return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
  }
}
