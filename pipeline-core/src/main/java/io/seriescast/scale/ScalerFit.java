package io.seriescast.scale;

import java.util.Arrays;

/**
 * Fits a {@link Scaler} to values in original units; what is not finite is ignored.
 *
 * <p>A spread of zero, or below the resolution of a double beside the center (1e-12 of it, or a
 * denormal), means a constant: the scale is then the constant's own size, 1 for zero, so that a
 * value that later differs is still of order one. No finite value at all gives {@link
 * Scaler#IDENTITY}'s parameters. Sums run over values divided by a power of two near the largest,
 * so 1e300 and denormals neither overflow nor vanish.
 */
public final class ScalerFit {
  private static final double RESOLUTION = 1e-12;

  private ScalerFit() {}

  /**
   * @param y in original units, oldest first; only [0, to) is read
   * @param season steps of one season, 1 for none; used by SEASONAL_DIFFERENCE only
   */
  public static Scaler fit(ScalerKind kind, double[] y, int to, int season) {
    double[] x = finite(y, to);
    if (x.length == 0) {
      return new Scaler(kind, 0, 1, 1);
    }
    return switch (kind) {
      case NONE -> new Scaler(kind, 0, 1, 1);
      case MIN_MAX -> {
        double min = Arrays.stream(x).min().getAsDouble();
        double max = Arrays.stream(x).max().getAsDouble();
        yield scaler(kind, min, max - min, 1);
      }
      case STANDARD -> standard(kind, x, 1);
      case ROBUST -> robust(x);
      case MEAN_ABS -> scaler(kind, 0, meanAbsolute(x, 0), 1);
      case MAX_ABS -> scaler(kind, 0, largest(x), 1);
      case SEASONAL_DIFFERENCE -> {
        double difference = SeasonalError.mean(y, null, to, season);
        yield scaler(kind, mean(x), difference, 1);
      }
      case LOG1P -> standard(kind, x, 0);
      case BOX_COX -> standard(kind, x, likeliestLambda(x));
    };
  }

  private static Scaler scaler(ScalerKind kind, double center, double spread, double lambda) {
    double size = Math.abs(center);
    boolean constant = spread < Double.MIN_NORMAL || spread <= size * RESOLUTION;
    double scale = constant ? (size < Double.MIN_NORMAL ? 1 : size) : spread;
    return new Scaler(kind, center, Math.min(scale, Double.MAX_VALUE), lambda);
  }

  private static Scaler standard(ScalerKind kind, double[] x, double lambda) {
    double[] b = Arrays.stream(x).map(v -> Scaler.boxCox(v, lambda)).toArray();
    double center = mean(b);
    return scaler(kind, center, deviation(b, center), lambda);
  }

  /** Half or more of the values equal: the mean distance to the median takes the range's place. */
  private static Scaler robust(double[] x) {
    Arrays.sort(x);
    double center = quantile(x, 0.5);
    double range = quantile(x, 0.75) - quantile(x, 0.25);
    return scaler(ScalerKind.ROBUST, center, range > 0 ? range : meanAbsolute(x, center), 1);
  }

  private static double quantile(double[] sorted, double q) {
    double position = q * (sorted.length - 1);
    int below = (int) position;
    double part = position - below;
    return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
  }

  /** λ of 0, 0.05, … 1 with the largest profile likelihood of a normal distribution. */
  private static double likeliestLambda(double[] x) {
    double logs = 0;
    for (double v : x) {
      logs += Math.log1p(Math.abs(v));
    }
    double best = 1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 20; i >= 0; i--) {
      double lambda = i / 20.0;
      double[] b = Arrays.stream(x).map(v -> Scaler.boxCox(v, lambda)).toArray();
      double likelihood = (lambda - 1) * logs - x.length * Math.log(deviation(b, mean(b)));
      if (likelihood > highest) {
        highest = likelihood;
        best = lambda;
      }
    }
    return best;
  }

  private static double[] finite(double[] y, int to) {
    return Arrays.stream(y, 0, to).filter(Double::isFinite).toArray();
  }

  private static double largest(double[] x) {
    double largest = 0;
    for (double v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** The power of two that brings the largest value into [1, 2); multiplying by it is exact. */
  private static int exponent(double[] x) {
    return Math.getExponent(Math.max(largest(x), Double.MIN_NORMAL));
  }

  private static double mean(double[] x) {
    int e = exponent(x);
    double sum = 0;
    for (double v : x) {
      sum += Math.scalb(v, -e);
    }
    return Math.scalb(sum / x.length, e);
  }

  private static double meanAbsolute(double[] x, double center) {
    int e = exponent(x);
    double c = Math.scalb(center, -e);
    double sum = 0;
    for (double v : x) {
      sum += Math.abs(Math.scalb(v, -e) - c);
    }
    return Math.scalb(sum / x.length, e);
  }

  private static double deviation(double[] x, double center) {
    int e = exponent(x);
    double c = Math.scalb(center, -e);
    double sum = 0;
    for (double v : x) {
      double d = Math.scalb(v, -e) - c;
      sum += d * d;
    }
    return Math.scalb(Math.sqrt(sum / x.length), e);
  }
}
