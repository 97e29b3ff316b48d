package io.seriescast.split;

/**
 * Positions at which a series is forecast. At cutoff c the first c values are known, so the
 * cutoff's timestamp is that of step c − 1, and the forecast is of steps [c + gap, c + gap +
 * horizon).
 *
 * <p>Only cutoffs whose whole forecast can be compared count, so all of a series' cutoffs have
 * equally many scored steps. Forecasts of one series do not overlap when, and only when, stride ≥
 * horizon.
 */
public final class Cutoffs {
  private Cutoffs() {}

  /** The stride in steps: {@code evaluate.stride}, or the horizon where that is 0. */
  public static int stride(int configured, int horizon) {
    return configured == 0 ? horizon : configured;
  }

  /**
   * The cutoffs of the test part: validationEnd, then every {@code stride} steps while the forecast
   * ends inside the series; max(0, ⌊(n − validationEnd − gap − horizon) / stride⌋ + 1) of them.
   *
   * @param n steps of the series
   * @param validationEnd where the test part starts
   * @param gap steps between the last known value and the first that is forecast, usually 0
   * @return ascending
   */
  public static int[] evaluation(int n, int validationEnd, int stride, int horizon, int gap) {
    check(stride, horizon, gap);
    int[] cutoffs = new int[count(n - validationEnd, stride, horizon, gap)];
    for (int i = 0; i < cutoffs.length; i++) {
      cutoffs[i] = validationEnd + i * stride;
    }
    return cutoffs;
  }

  /**
   * The last {@code k} cutoffs whose forecasts end by {@code end}, {@code stride} steps apart and
   * the last one as late as possible: rolling-origin backtests, or model selection on the
   * validation part (earliest = trainEnd, end = validationEnd). Fewer where there is no room.
   *
   * @param earliest the first position allowed: a model must not be tested on what it was fitted on
   * @return ascending
   */
  public static int[] latest(int earliest, int end, int k, int stride, int horizon, int gap) {
    check(stride, horizon, gap);
    int[] cutoffs = new int[Math.min(k, count(end - earliest, stride, horizon, gap))];
    int last = end - gap - horizon;
    for (int i = 0; i < cutoffs.length; i++) {
      cutoffs[cutoffs.length - 1 - i] = last - i * stride;
    }
    return cutoffs;
  }

  /** How many forecasts fit into {@code room} steps. */
  private static int count(int room, int stride, int horizon, int gap) {
    long free = (long) room - gap - horizon;
    return free < 0 ? 0 : (int) (free / stride) + 1;
  }

  private static void check(int stride, int horizon, int gap) {
    if (stride < 1 || horizon < 1 || gap < 0) {
      throw new IllegalArgumentException(
          "stride %d and horizon %d must be at least 1, gap %d at least 0"
              .formatted(stride, horizon, gap));
    }
  }
}
