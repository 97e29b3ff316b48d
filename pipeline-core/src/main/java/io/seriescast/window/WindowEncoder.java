package io.seriescast.window;

import java.io.Serializable;

/**
 * From a series and an origin to what the network sees, and back. The one place where values are
 * scaled, in training and in forecasting alike.
 *
 * <p>Scaled value = (y − center) / scale by the series' scaler. Open gaps enter as 0 and weigh
 * nothing as targets.
 */
public record WindowEncoder(WindowShape shape) implements Serializable {
  /**
   * Writes one context.
   *
   * @param features row-major [batch, channels, steps]; the row at {@code row} is overwritten. Step
   *     t's channel c is the value at context position t · patch + c
   */
  public void context(PreparedSeries series, int origin, float[] features, int row) {
    int steps = shape.steps();
    int patch = shape.patch();
    int base = row * shape.context();
    int first = origin - shape.context();
    double center = series.center();
    double inverse = 1 / series.scale();
    double[] y = series.y();
    for (int t = 0; t < steps; t++) {
      for (int c = 0; c < patch; c++) {
        double value = (y[first + t * patch + c] - center) * inverse;
        features[base + c * steps + t] = Double.isNaN(value) ? 0f : (float) value;
      }
    }
  }

  /**
   * Writes one target.
   *
   * @param labels row-major [batch, horizon], scaled
   * @param weights row-major [batch, horizon]: 1, or 0 where the value is an open gap
   */
  public void target(PreparedSeries series, int origin, float[] labels, float[] weights, int row) {
    int base = row * shape.horizon();
    for (int i = 0; i < shape.horizon(); i++) {
      double value = (series.y()[origin + i] - series.center()) / series.scale();
      boolean open = Double.isNaN(value);
      labels[base + i] = open ? 0f : (float) value;
      weights[base + i] = open ? 0f : 1f;
    }
  }

  /** From the network's output for a window of this series to original units. */
  public double decode(PreparedSeries series, double output) {
    return output * series.scale() + series.center();
  }
}
