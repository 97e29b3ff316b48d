package io.seriescast.quality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Goes through the chunks of a partition, which are sorted by series, and passes on what comes of
 * each series. One series is held at a time: its accepted rows as primitive arrays; refused rows
 * pass through.
 *
 * <p>Java over an iterator because the work on a series is a sequence of loops over primitive
 * arrays; as higher-order functions it would box every value and build every intermediate array.
 */
final class SeriesAssembler implements Iterator<Outcome> {
  private final Iterator<Chunk> chunks;
  private final Regulariser regulariser;
  private final Queue<Outcome> ready = new ArrayDeque<>();

  private String uniqueId;
  private final List<Chunk> accepted = new ArrayList<>();
  private final Map<Reason, Long> refused = new EnumMap<>(Reason.class);
  private long ambiguous;
  private long rounded;
  private long afterAsOf;
  private long badExogenous;

  SeriesAssembler(Iterator<Chunk> chunks, Regulariser regulariser) {
    this.chunks = chunks;
    this.regulariser = regulariser;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && chunks.hasNext()) {
      add(chunks.next());
    }
    if (ready.isEmpty() && uniqueId != null) {
      close();
    }
    return !ready.isEmpty();
  }

  @Override
  public Outcome next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(Chunk chunk) {
    if (uniqueId != null && !uniqueId.equals(chunk.getUniqueId())) {
      close();
    }
    uniqueId = chunk.getUniqueId();
    if (chunk.getReason() != null) {
      if (uniqueId != null) {
        refused.merge(Reason.valueOf(chunk.getReason()), 1L, Long::sum);
      }
      ready.add(record(chunk));
      return;
    }
    afterAsOf += chunk.getAfterAsOf();
    ambiguous += chunk.getAmbiguous();
    rounded += chunk.getRounded();
    badExogenous += chunk.getBadExogenous();
    if (chunk.getMicros().length > 0) {
      accepted.add(chunk);
    }
  }

  private static Outcome record(Chunk chunk) {
    Outcome record = new Outcome();
    record.setUniqueId(chunk.getUniqueId());
    record.setRead(1);
    record.setRecordMicros(chunk.getMicros().length == 0 ? null : chunk.getMicros()[0]);
    record.setRawDs(chunk.getRawDs());
    record.setRawY(chunk.getRawY());
    record.setSourceFile(chunk.getOrigin());
    record.setReason(chunk.getReason());
    record.setDetail(chunk.getLine());
    record.setRows(1);
    return record;
  }

  private void close() {
    Records told = new Records(uniqueId);
    if (afterAsOf > 0) {
      told.add(Reason.AFTER_AS_OF, afterAsOf, "%d rows later than --as-of".formatted(afterAsOf))
          .setRead(afterAsOf);
    }
    if (ambiguous > 0) {
      told.add(
          Reason.AMBIGUOUS_TIME,
          0,
          "%d local times occur twice; the earlier instant was taken".formatted(ambiguous));
    }
    if (rounded > 0) {
      told.add(
          Reason.ROUNDED_VALUE,
          0,
          "%d whole numbers beyond 2^53 were rounded to a double".formatted(rounded));
    }
    if (badExogenous > 0) {
      told.add(
          Reason.BAD_EXOGENOUS,
          0,
          "%d rows with an exogenous value that is no finite number; the one before it was taken"
              .formatted(badExogenous));
    }
    ready.addAll(told.close());
    if (accepted.isEmpty()) {
      ready.add(withoutRows());
    } else {
      ready.addAll(regulariser.regularise(uniqueId, accepted));
    }
    accepted.clear();
    refused.clear();
    ambiguous = rounded = afterAsOf = badExogenous = 0;
    uniqueId = null;
  }

  /** The row of a series of which nothing was accepted; its verdict is the most frequent reason. */
  private Outcome withoutRows() {
    Reason verdict = Reason.AFTER_AS_OF;
    long most = afterAsOf;
    for (Map.Entry<Reason, Long> entry : refused.entrySet()) {
      if (entry.getValue() > most) {
        verdict = entry.getKey();
        most = entry.getValue();
      }
    }
    Outcome series = new Outcome();
    series.setUniqueId(uniqueId);
    series.setVerdict(verdict.name());
    return series;
  }
}
