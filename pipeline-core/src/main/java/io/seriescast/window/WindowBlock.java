package io.seriescast.window;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One worker's share of the windows: its series and, for every window, where to cut it. Costs 9
 * bytes per value of the series plus 8 per window; contexts and targets exist only in the minibatch
 * that is being trained.
 */
public final class WindowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EncodedSeries[] series;
  private final int[] seriesOf;
  private final int[] originOf;

  private transient int[] order;
  private transient long orderSeed;

  public WindowBlock(List<PreparedSeries> share) {
    long windows = share.stream().mapToLong(s -> s.origins().length).sum();
    if (windows > Integer.MAX_VALUE - 8) {
      throw io.seriescast.error.PipelineException.training(
          "one worker's share is %d windows, at most %d fit: raise train.workers or window.stride",
          windows, Integer.MAX_VALUE - 8);
    }
    series = share.stream().map(EncodedSeries::of).toArray(EncodedSeries[]::new);
    seriesOf = new int[(int) windows];
    originOf = new int[(int) windows];
    int at = 0;
    for (int s = 0; s < series.length; s++) {
      for (int origin : share.get(s).origins()) {
        seriesOf[at] = s;
        originOf[at++] = origin;
      }
    }
  }

  /** How many windows. */
  public int size() {
    return seriesOf.length;
  }

  /** How many values its series have in all, those of exogenous columns among them. */
  public long values() {
    return Arrays.stream(series).mapToLong(s -> s.values().length + s.inputs().values()).sum();
  }

  public EncodedSeries series(int window) {
    return series[seriesOf[window]];
  }

  public int origin(int window) {
    return originOf[window];
  }

  /**
   * The windows of minibatch {@code index} of {@code minibatches} in the order that {@code seed}
   * gives; sizes differ by one at most, and over all indices every window comes up exactly once.
   */
  public synchronized int[] minibatch(int index, int minibatches, long seed) {
    if (order == null || orderSeed != seed) {
      order = shuffled(size(), seed);
      orderSeed = seed;
    }
    int from = (int) ((long) size() * index / minibatches);
    int until = (int) ((long) size() * (index + 1) / minibatches);
    return Arrays.copyOfRange(order, from, until);
  }

  private static int[] shuffled(int n, long seed) {
    int[] order = new int[n];
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
