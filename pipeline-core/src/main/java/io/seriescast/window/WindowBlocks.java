package io.seriescast.window;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The windows of all series dealt to the workers: partition w of {@link #blocks} is worker w's
 * share. Shares differ by one window at most, whatever the lengths of the series (one that
 * straddles a border goes to both sides, each with its own part of the windows), and depend on
 * nothing but the data: series are put in the order of their ids' hashes and the row of all windows
 * is cut into equal parts.
 */
public record WindowBlocks(JavaRDD<WindowBlock> blocks, long windows, int workers) {

  /**
   * Deals the windows.
   *
   * @param prepared {@link io.seriescast.table.Table#PREPARED}
   * @param origins one of the columns of {@link Windows}
   * @return blocks, persisted; with fewer windows than workers there are as many workers as
   *     windows, and none for none
   */
  public static WindowBlocks deal(Dataset<Row> prepared, Column origins, int workers) {
    Dataset<Row> withWindows = prepared.where(size(origins).gt(0));
    // The hash mixes long and short series, and series of one region, over the workers; the id
    // breaks ties.
    Dataset<Row> ordered =
        withWindows.orderBy(xxhash64(col(Columns.UNIQUE_ID)), col(Columns.UNIQUE_ID));
    JavaRDD<PreparedSeries> series =
        PreparedSeries.select(ordered, origins)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(PreparedSeries::of);
    JavaRDD<PreparedSeries> once = series.persist(StorageLevel.MEMORY_AND_DISK());

    List<Long> perPartition = once.mapPartitions(WindowBlocks::countWindows).collect();
    long total = perPartition.stream().mapToLong(Long::longValue).sum();
    int shares = (int) Math.min(workers, total);
    if (shares == 0) {
      once.unpersist();
      return new WindowBlocks(once.mapPartitions(all -> Collections.emptyIterator()), 0, 0);
    }
    long[] firstOf = new long[perPartition.size()];
    for (int p = 1; p < firstOf.length; p++) {
      firstOf[p] = firstOf[p - 1] + perPartition.get(p - 1);
    }

    JavaPairRDD<Integer, Tuple2<Long, PreparedSeries>> dealt =
        once.mapPartitionsWithIndex((p, all) -> deal(all, firstOf[p], total, shares), false)
            .mapToPair(t -> t)
            .partitionBy(new HashPartitioner(shares));
    JavaRDD<WindowBlock> blocks =
        dealt.values().mapPartitions(WindowBlocks::block).persist(StorageLevel.MEMORY_AND_DISK());
    blocks.count();
    once.unpersist();
    return new WindowBlocks(blocks, total, shares);
  }

  /** No windows at all. */
  public static WindowBlocks none(Dataset<Row> prepared) {
    return deal(prepared, org.apache.spark.sql.functions.array().cast("array<int>"), 1);
  }

  private static Iterator<Long> countWindows(Iterator<PreparedSeries> all) {
    long windows = 0;
    while (all.hasNext()) {
      windows += all.next().origins().length;
    }
    return List.of(windows).iterator();
  }

  /**
   * Each series to the worker, or the workers, whose part of the row of all windows it stands in.
   */
  private static Iterator<Tuple2<Integer, Tuple2<Long, PreparedSeries>>> deal(
      Iterator<PreparedSeries> all, long first, long total, int shares) {
    List<Tuple2<Integer, Tuple2<Long, PreparedSeries>>> parts = new ArrayList<>();
    long at = first;
    while (all.hasNext()) {
      PreparedSeries series = all.next();
      int n = series.origins().length;
      for (int from = 0; from < n; ) {
        int worker = workerOf(at + from, total, shares);
        long until = Math.min(n, border(worker + 1, total, shares) - at);
        parts.add(
            new Tuple2<>(worker, new Tuple2<>(at + from, series.withOrigins(from, (int) until))));
        from = (int) until;
      }
      at += n;
    }
    return parts.iterator();
  }

  /** The first window of a worker's share. */
  static long border(int worker, long total, int shares) {
    return Math.floorDiv(Math.multiplyExact(total, (long) worker), (long) shares);
  }

  static int workerOf(long window, long total, int shares) {
    int worker = (int) Math.min(shares - 1L, window * shares / total);
    while (worker + 1 < shares && border(worker + 1, total, shares) <= window) {
      worker++;
    }
    while (border(worker, total, shares) > window) {
      worker--;
    }
    return worker;
  }

  private static Iterator<WindowBlock> block(Iterator<Tuple2<Long, PreparedSeries>> share) {
    List<Tuple2<Long, PreparedSeries>> parts = new ArrayList<>();
    share.forEachRemaining(parts::add);
    // A shuffle delivers in any order; the sum of a minibatch must not depend on it.
    parts.sort((a, b) -> Long.compare(a._1(), b._1()));
    return List.of(new WindowBlock(parts.stream().map(Tuple2::_2).toList())).iterator();
  }

  /** Gives the memory back. */
  public void release() {
    blocks.unpersist();
  }
}
