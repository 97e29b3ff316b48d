package io.seriescast.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Unfolds rows into items, works on the items in batches, and hands the results on one by one;
 * holds one batch at a time.
 */
abstract class Batches<R, I, O> implements Iterator<O> {
  private final Iterator<R> rows;
  private final Function<R, Iterator<I>> unfold;
  private final int size;
  private Iterator<I> items = Collections.emptyIterator();
  private Iterator<O> results = Collections.emptyIterator();

  Batches(Iterator<R> rows, Function<R, Iterator<I>> unfold, int size) {
    this.rows = rows;
    this.unfold = unfold;
    this.size = size;
  }

  abstract Iterator<O> work(List<I> batch);

  @Override
  public boolean hasNext() {
    while (!results.hasNext()) {
      List<I> batch = nextBatch();
      if (batch.isEmpty()) {
        return false;
      }
      results = work(batch);
    }
    return true;
  }

  @Override
  public O next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return results.next();
  }

  private List<I> nextBatch() {
    List<I> batch = new ArrayList<>();
    while (batch.size() < size && (items.hasNext() || rows.hasNext())) {
      if (items.hasNext()) {
        batch.add(items.next());
      } else {
        items = unfold.apply(rows.next());
      }
    }
    return batch;
  }
}
