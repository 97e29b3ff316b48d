package io.seriescast.train;

/**
 * What an epoch has trained so far, at the border of an averaging round.
 *
 * @param minibatches of each worker
 * @param windows of all workers
 * @param lossSum over these windows
 */
public record PartialEpoch(int minibatches, long windows, double lossSum, double seconds) {
  /** An epoch that has not begun. */
  public static final PartialEpoch NONE = new PartialEpoch(0, 0, 0, 0);

  PartialEpoch plus(ExactAveragingMaster.Round round, int until, double more) {
    return new PartialEpoch(
        until, windows + round.windows(), lossSum + round.lossSum(), seconds + more);
  }

  double meanLoss() {
    return lossSum / windows;
  }
}
