package io.seriescast.train;

import java.util.List;

/**
 * When the rate of the schedule PLATEAU falls: after so many epochs in a row whose loss (of the
 * validation part, or of training where there is none) is not below the lowest before them by at
 * least {@value #LEAST_GAIN} of it. Counting begins anew after every fall. A function of the losses
 * alone, so that a resumed training comes to the same.
 */
final class Plateau {
  private static final double LEAST_GAIN = 1e-4;

  private Plateau() {}

  /** Whether it falls after the last of the epochs. */
  static boolean falls(List<EpochLoss> losses, int patience) {
    double lowest = Double.POSITIVE_INFINITY;
    int waited = 0;
    boolean falls = false;
    for (EpochLoss epoch : losses) {
      double loss =
          Double.isNaN(epoch.validationLoss()) ? epoch.trainLoss() : epoch.validationLoss();
      waited = falls ? 0 : waited;
      if (loss < lowest * (1 - LEAST_GAIN)) {
        lowest = loss;
        waited = 0;
      } else {
        waited++;
      }
      falls = waited == patience;
    }
    return falls;
  }
}
