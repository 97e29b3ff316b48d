package io.seriescast.window;

import io.seriescast.window.WindowSettings.LocalScale;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * From a series and an origin to what the network sees, and back. The one place where windows are
 * scaled, in training and in forecasting alike.
 *
 * <p>With local scaling, value v of a window becomes (v − μ) / s with μ and s of the last {@code
 * local-length} values before the origin, clipped to ±{@value #INPUT_CLIP} in the context and
 * ±{@value #TARGET_CLIP} in the target; without, to ±{@value #FAR} in both. Padding is 0; recurrent
 * steps of nothing else are masked. With {@code differences}, v is the series' {@link Differences}.
 */
public final class WindowEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double INPUT_CLIP = 10;
  private static final double TARGET_CLIP = 30;

  /** Without local scaling: products of two such numbers have squares that a float still holds. */
  private static final double FAR = 1e8;

  private final WindowSettings settings;
  private final Inputs inputs;
  private final WindowShape shape;
  private final ExogenousEncoder exogenous;
  private final int[] lags;
  private final Differences differences;
  private final LocalScaling scaling;

  /** Where the values of a context stand in a row: three divisions each, so only once. */
  private final int[] positions;

  public WindowEncoder(WindowSettings settings) {
    this(settings, Inputs.NONE);
  }

  public WindowEncoder(WindowSettings settings, Inputs inputs) {
    this.settings = settings;
    this.inputs = inputs;
    this.shape = WindowShape.of(settings, inputs);
    this.exogenous = new ExogenousEncoder(settings, inputs, shape);
    this.lags = settings.naiveLags().stream().mapToInt(Integer::intValue).toArray();
    this.differences = Differences.over(settings.differences());
    this.scaling = new LocalScaling(settings, differences);
    this.positions = IntStream.range(0, shape.context()).map(i -> shape.at(0, i)).toArray();
  }

  public WindowSettings settings() {
    return settings;
  }

  public Inputs inputs() {
    return inputs;
  }

  public WindowShape shape() {
    return shape;
  }

  /** Values before the origin that a window needs. */
  public int history() {
    return settings.history();
  }

  /**
   * What a window is scaled by, in the units of {@link EncodedSeries#values}.
   *
   * @param level about which the values themselves are
   */
  public record Local(double center, double scale, double level) implements Serializable {
    static final Local NONE = new Local(0, 1, 0);
  }

  /** How the window at an origin is scaled on top of its series' scaler. */
  public Local local(EncodedSeries series, int origin) {
    return scaling.at(series, origin);
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
      features[base + positions[i]] = scaled(series, first + i, local);
    }
    int group = 1;
    if (settings.observed()) {
      int at = base + shape.at(group, 0);
      // −1 where unknown and 0 where known: padding, unknown as well, is told apart by its values
      for (int i = Math.max(0, -first); i < shape.context(); i++) {
        features[at + positions[i]] = series.known()[first + i] ? 0 : -1;
      }
      group++;
    }
    if (settings.annualLag() > 0) {
      annual(series, origin, local, features, base, group);
      group++;
    }
    exogenous.write(series.inputs(), first, features, base, group);
  }

  /**
   * Which recurrent steps hold anything: row-major [batch, steps], 0 for those that are padding
   * alone, 1 for all others; null when there is no such padding.
   */
  public float[] mask(int... origins) {
    float[] mask = new float[origins.length * shape.steps()];
    Arrays.fill(mask, 1);
    boolean any = false;
    for (int row = 0; row < origins.length; row++) {
      int padded = Math.max(0, shape.context() - origins[row]) / shape.patch();
      Arrays.fill(mask, row * shape.steps(), row * shape.steps() + padded, 0);
      any |= padded > 0;
    }
    return any ? mask : null;
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
    if (then < scaling.length()) {
      return;
    }
    double center = scaling.spread(series, then).center();
    Local level = new Local(center, local.scale(), center);
    int first = then + ahead - shape.context();
    int at = base + shape.at(group, 0);
    for (int i = Math.max(0, -first); i < shape.context(); i++) {
      features[at + positions[i]] = scaled(series, first + i, level);
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
    double[] start = start(series, origin, local);
    for (int i = 0; i < horizon; i++) {
      double left = series.values()[origin + i] - start[i];
      labels[base + i] = clipped(left / local.scale(), TARGET_CLIP);
      labels[base + horizon + i] = series.known()[origin + i] ? weight : 0f;
    }
  }

  private float scaled(EncodedSeries series, int t, Local local) {
    double value = differences.of(series.values(), t);
    return clipped((value - local.center()) / local.scale(), INPUT_CLIP);
  }

  private float clipped(double scaled, double clip) {
    double bound = settings.local() == LocalScale.NONE ? FAR : clip;
    return (float) Math.max(-bound, Math.min(bound, scaled));
  }

  /**
   * What the network's outputs are added to: the continuation without differences, the mean of the
   * naive forecasts, or the local center without either.
   */
  private double[] start(EncodedSeries series, int origin, Local local) {
    if (differences.any()) {
      return differences.continued(series.values(), origin, shape.horizon());
    }
    double[] start = new double[shape.horizon()];
    for (int i = 0; i < start.length; i++) {
      start[i] = lags.length == 0 ? local.center() : naive(series, origin, i);
    }
    return start;
  }

  private double naive(EncodedSeries series, int origin, int step) {
    double sum = 0;
    for (int lag : lags) {
      // a history shorter than the lag has the last value to go by
      sum += series.values()[origin < lag ? origin - 1 : origin - lag + step % lag];
    }
    return sum / lags.length;
  }

  /**
   * From the network's outputs to the units of {@link EncodedSeries#values}; the order of two
   * outputs for one step is kept.
   *
   * @param outputs a horizon of them from {@code at} on
   */
  public double[] values(EncodedSeries series, int origin, Local local, float[] outputs, int at) {
    double[] values = start(series, origin, local);
    for (int i = 0; i < values.length; i++) {
      values[i] += outputs[at + i] * local.scale();
    }
    return values;
  }
}
