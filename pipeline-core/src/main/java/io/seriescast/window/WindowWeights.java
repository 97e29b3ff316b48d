package io.seriescast.window;

import io.seriescast.window.WindowEncoder.Local;
import java.io.Serializable;
import java.util.List;

/**
 * How much a window counts in the loss. The network sees every window in units of its own spread s;
 * the scores that matter divide by the series' MASE scale, or by its level. ERROR makes the loss
 * their mean: w = min(u/ū, 5)/2 + min(v/v̄, 5)/2 with u = s / MASE scale and v = s / level, s in
 * original units, ū and v̄ the means over the training windows. On a logarithmic scale s is
 * relative to the level already, and v is 1.
 *
 * @param errorMean ū
 * @param levelMean v̄
 */
public record WindowWeights(Kind kind, double errorMean, double levelMean) implements Serializable {
  /** What weighs. */
  public enum Kind {
    NONE,
    ERROR
  }

  private static final double CAP = 5;

  /** Measures the means over the training windows: one pass where they are. */
  public static WindowWeights fit(Kind kind, WindowBlocks windows, WindowEncoder encoder) {
    if (kind == Kind.NONE || windows.windows() == 0) {
      return new WindowWeights(Kind.NONE, 1, 1);
    }
    List<double[]> sums = windows.blocks().map(block -> sums(block, encoder)).collect();
    double error = sums.stream().mapToDouble(s -> s[0]).sum() / windows.windows();
    double level = sums.stream().mapToDouble(s -> s[1]).sum() / windows.windows();
    return new WindowWeights(kind, positive(error), positive(level));
  }

  private static double positive(double mean) {
    return mean > 0 && Double.isFinite(mean) ? mean : 1;
  }

  private static double[] sums(WindowBlock block, WindowEncoder encoder) {
    double[] sums = new double[2];
    for (int w = 0; w < block.size(); w++) {
      EncodedSeries series = block.series(w);
      Local local = encoder.local(series, block.origin(w));
      sums[0] += error(series, local);
      sums[1] += level(series, local);
    }
    return sums;
  }

  /** The weight of one window. */
  public float of(EncodedSeries series, int origin, Local local) {
    return kind == Kind.NONE
        ? 1f
        : (float)
            (Math.min(error(series, local) / errorMean, CAP) / 2
                + Math.min(level(series, local) / levelMean, CAP) / 2);
  }

  private static double error(EncodedSeries series, Local local) {
    double error = spread(series, local) / series.maseScale();
    return Double.isFinite(error) ? error : 0;
  }

  private static double level(EncodedSeries series, Local local) {
    if (series.scaler().lambda() != 1) {
      return 1;
    }
    double level = Math.abs(series.scaler().inverse(local.level()));
    return level > 0 ? Math.min(spread(series, local) / level, 1e6) : 0;
  }

  /** The spread in original units: the slope of the inverse scaler at the local level. */
  private static double spread(EncodedSeries series, Local local) {
    double half = local.scale() / 2;
    return series.scaler().inverse(local.level() + half)
        - series.scaler().inverse(local.level() - half);
  }
}
