package io.seriescast.window;

import io.seriescast.window.WindowSettings.LocalScale;
import java.io.Serializable;

/**
 * From a series and an origin to what the network sees, and back. The one place where windows are
 * scaled, in training and in forecasting alike.
 *
 * <p>With local scaling, value v of a window becomes (v − μ) / s with μ and s of the last {@code
 * local-length} values before the origin, clipped to ±{@value #INPUT_CLIP} in the context and
 * ±{@value #TARGET_CLIP} in the target; padding is 0, the local level.
 */
public final class WindowEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double INPUT_CLIP = 10;
  private static final double TARGET_CLIP = 30;

  /** The spread is at least this share of the level, or a flat window would blow noise up. */
  private static final double FLOOR = 1e-3;

  /** For logarithms, this much outright: 2 % of the value. */
  private static final double LOG_FLOOR = 0.02;

  private final WindowSettings settings;
  private final WindowShape shape;
  private final ExogenousEncoder exogenous;
  private final int[] lags;

  public WindowEncoder(WindowSettings settings) {
    this(settings, Inputs.NONE);
  }

  public WindowEncoder(WindowSettings settings, Inputs inputs) {
    this.settings = settings;
    this.shape = WindowShape.of(settings, inputs);
    this.exogenous = new ExogenousEncoder(settings, inputs, shape);
    this.lags = settings.naiveLags().stream().mapToInt(Integer::intValue).toArray();
  }

  public WindowShape shape() {
    return shape;
  }

  /** Values before the origin that a window needs. */
  public int history() {
    return settings.history();
  }

  /** Local level and spread, in the units of {@link EncodedSeries#values}. */
  public record Local(double center, double scale) implements Serializable {
    static final Local NONE = new Local(0, 1);
  }

  /** How the window at an origin is scaled on top of its series' scaler. */
  public Local local(EncodedSeries series, int origin) {
    if (settings.local() == LocalScale.NONE) {
      return Local.NONE;
    }
    int length = settings.localLength() == 0 ? settings.context() : settings.localLength();
    int from = Math.max(0, origin - length);
    return spread(series, from, origin);
  }

  private static Local spread(EncodedSeries series, int from, int until) {
    double sum = 0;
    for (int t = from; t < until; t++) {
      sum += series.values()[t];
    }
    double mean = sum / (until - from);
    double squares = 0;
    for (int t = from; t < until; t++) {
      double d = series.values()[t] - mean;
      squares += d * d;
    }
    double floor =
        series.scaler().lambda() == 1
            ? FLOOR * Math.abs(mean)
            : LOG_FLOOR / series.scaler().scale();
    return new Local(mean, Math.sqrt(squares / (until - from)) + floor + 1e-8);
  }

  /**
   * Writes one context.
   *
   * @param features row-major [batch, channels, steps]; the row at {@code row}, all zeros before,
   *     is written. Step t's channel g · patch + c is number g of the value at context position t ·
   *     patch + c
   */
  public void context(EncodedSeries series, int origin, Local local, float[] features, int row) {
    int base = row * shape.inputs();
    int first = origin - shape.context();
    for (int i = Math.max(0, -first); i < shape.context(); i++) {
      features[base + at(0, i)] = scaled(series.values()[first + i], local, INPUT_CLIP);
    }
    int group = 1;
    if (settings.observed()) {
      // −1 where unknown and 0 where known: padding, unknown as well, is told apart by its values
      for (int i = Math.max(0, -first); i < shape.context(); i++) {
        features[base + at(group, i)] = series.known()[first + i] ? 0 : -1;
      }
      group++;
    }
    if (settings.annualLag() > 0) {
      annual(series, origin, local, features, base, group);
      group++;
    }
    exogenous.write(series.inputs(), first, features, base, group);
  }

  /** Position of number {@code group} of context value i in a row of [channels, steps]. */
  private int at(int group, int i) {
    return shape.at(group, i);
  }

  /**
   * One year ago, what followed this point of the season: the steps that end where the horizon ends
   * (up to whole patches), minus their level then, over the spread of now. Nothing when the series
   * does not go back so far.
   */
  private void annual(
      EncodedSeries series, int origin, Local local, float[] features, int base, int group) {
    int ahead = (shape.horizon() + shape.patch() - 1) / shape.patch() * shape.patch();
    int then = origin - settings.annualLag();
    int length = settings.localLength() == 0 ? settings.context() : settings.localLength();
    if (then < length) {
      return;
    }
    Local level = new Local(spread(series, then - length, then).center(), local.scale());
    int first = then + ahead - shape.context();
    for (int i = Math.max(0, -first); i < shape.context(); i++) {
      features[base + at(group, i)] = scaled(series.values()[first + i], level, INPUT_CLIP);
    }
  }

  /**
   * Writes one target.
   *
   * @param labels row-major [batch, 2 · horizon]: the scaled values, then their weights, {@code
   *     weight} or 0 where the value was not observed
   */
  public void target(
      EncodedSeries series, int origin, Local local, float weight, float[] labels, int row) {
    int horizon = shape.horizon();
    int base = row * 2 * horizon;
    for (int i = 0; i < horizon; i++) {
      double left = series.values()[origin + i] - start(series, origin, local, i);
      labels[base + i] = clipped(left / local.scale(), TARGET_CLIP);
      labels[base + horizon + i] = series.known()[origin + i] ? weight : 0f;
    }
  }

  private float scaled(double value, Local local, double clip) {
    return clipped((value - local.center()) / local.scale(), clip);
  }

  private float clipped(double scaled, double clip) {
    return (float)
        (settings.local() == LocalScale.NONE ? scaled : Math.max(-clip, Math.min(clip, scaled)));
  }

  /**
   * What the network's output is added to at a step: the mean of the naive forecasts, or the local
   * level without any.
   */
  private double start(EncodedSeries series, int origin, Local local, int step) {
    if (lags.length == 0) {
      return local.center();
    }
    double sum = 0;
    for (int lag : lags) {
      // a history shorter than the lag has the last value to go by
      sum += series.values()[origin < lag ? origin - 1 : origin - lag + step % lag];
    }
    return sum / lags.length;
  }

  /**
   * From the network's output for one step of a window to original units.
   *
   * @param step from 0
   */
  public double decode(EncodedSeries series, int origin, Local local, int step, double output) {
    return series.scaler().inverse(output * local.scale() + start(series, origin, local, step));
  }
}
