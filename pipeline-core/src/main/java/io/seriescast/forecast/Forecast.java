package io.seriescast.forecast;

/**
 * The forecast of one horizon, in original units.
 *
 * @param yHat by step
 * @param bounds of central intervals, [bound, step], for every level asked for the lower and then
 *     the upper one; a null row where the forecaster has no such quantile, none at all when it has
 *     no quantiles
 */
public record Forecast(double[] yHat, double[][] bounds) {
  /** A forecast without intervals. */
  public static Forecast point(double[] yHat) {
    return new Forecast(yHat, new double[0][]);
  }
}
