package io.seriescast.split;

/**
 * The chronological parts of a series of n steps: [0, trainEnd) train, [trainEnd, validationEnd)
 * validation, [validationEnd, n) test.
 */
public record Parts(int trainEnd, int validationEnd) {
  /**
   * Cuts the test part off the end, then the validation part off what is left (both measured on n).
   *
   * @param n steps of the series
   * @param isShort whether the series is too short for a window: then it is all train. So is a
   *     series that would have no train part: nothing could be fitted, and no cutoff had a history.
   */
  public static Parts of(int n, Part test, Part validation, int horizon, boolean isShort) {
    int validationEnd = n - test.steps(n, horizon);
    int trainEnd = Math.max(0, validationEnd - validation.steps(n, horizon));
    return isShort || trainEnd == 0 ? new Parts(n, n) : new Parts(trainEnd, validationEnd);
  }
}
