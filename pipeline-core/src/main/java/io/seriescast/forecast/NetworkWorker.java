package io.seriescast.forecast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.window.EncodedSeries;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowEncoder.Local;
import io.seriescast.window.WindowShape;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Contexts in batches through a network, its outputs back to original units.
 *
 * <p>A network of quantiles has its outputs of a step sorted, so that quantiles never cross
 * (Chernozhukov, Fernández-Val and Galichon, 2010); the forecast is the median. What follows keeps
 * the order: scales are positive and scalers rise.
 *
 * <p>Recursive forecasting: a network of fewer steps than the horizon is applied again, with its
 * own forecasts in the place of values, known like those. Each window is scaled by its own last
 * values, as in training. Quantiles of later applications are those of steps that go on from the
 * median.
 */
final class NetworkWorker implements Forecaster.Worker {
  private static final double[] POINT = {0.5};

  private final MultiLayerNetwork network;
  private final WindowEncoder encoder;
  private final int horizon;
  private final List<Integer> levels;
  private final double[] quantiles;

  NetworkWorker(NetworkSnapshot snapshot, int horizon, List<Integer> levels) {
    this.network = snapshot.network();
    this.encoder = snapshot.encoder();
    this.horizon = horizon;
    this.levels = levels;
    List<Double> trained = NetworkSnapshot.quantiles(network);
    this.quantiles =
        trained.isEmpty() ? POINT : trained.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Forecast[] forecast(List<Origin> origins) {
    List<Origin> enough =
        origins.stream().filter(origin -> origin.position() >= encoder.history()).toList();
    double[][][] values = new double[enough.size()][quantiles.length][horizon];
    int steps = encoder.shape().horizon();
    for (int done = 0; done < horizon && !enough.isEmpty(); done += steps) {
      apply(enough, values, done);
    }
    Forecast[] forecasts = new Forecast[origins.size()];
    int row = 0;
    for (int i = 0; i < forecasts.length; i++) {
      Origin origin = origins.get(i);
      if (origin.position() >= encoder.history()) {
        forecasts[i] = original(origin.encoded(), values[row++]);
      }
    }
    return forecasts;
  }

  /** The network once for every origin, {@code done} steps after it. */
  private void apply(List<Origin> origins, double[][][] values, int done) {
    WindowShape shape = encoder.shape();
    int batch = origins.size();
    float[] features = new float[batch * shape.inputs()];
    int[] positions = origins.stream().mapToInt(origin -> origin.position() + done).toArray();
    Local[] locals = new Local[batch];
    for (int row = 0; row < batch; row++) {
      EncodedSeries series = continued(origins.get(row), values[row], done);
      locals[row] = encoder.local(series, positions[row]);
      encoder.context(series, positions[row], locals[row], features, row);
    }
    float[] mask = encoder.mask(positions);
    INDArray output =
        network.output(
            Nd4j.create(features, new long[] {batch, shape.channels(), shape.steps()}, 'c'),
            false,
            mask == null ? null : Nd4j.create(mask, new long[] {batch, shape.steps()}, 'c'),
            null);
    float[] outputs = output.dup('c').data().asFloat();
    for (int row = 0; row < batch; row++) {
      // made again rather than kept: one copy of a long series at a time
      EncodedSeries series = continued(origins.get(row), values[row], done);
      for (int q = 0; q < quantiles.length; q++) {
        int at = (row * quantiles.length + q) * shape.horizon();
        double[] steps = encoder.values(series, positions[row], locals[row], outputs, at);
        System.arraycopy(steps, 0, values[row][q], done, steps.length);
      }
      sort(values[row], done, done + shape.horizon());
    }
  }

  private EncodedSeries continued(Origin origin, double[][] values, int done) {
    return origin.encoded().continued(origin.position(), values[quantile(0.5)], done);
  }

  /**
   * Sorts the quantiles of every step.
   *
   * @param values [quantile, step]
   */
  private static void sort(double[][] values, int from, int until) {
    for (int step = from; step < until; step++) {
      int at = step;
      double[] sorted = Arrays.stream(values).mapToDouble(v -> v[at]).sorted().toArray();
      for (int q = 0; q < sorted.length; q++) {
        values[q][step] = sorted[q];
      }
    }
  }

  private Forecast original(EncodedSeries series, double[][] values) {
    double[][] original = new double[quantiles.length][];
    for (int q = 0; q < original.length; q++) {
      original[q] = Arrays.stream(values[q]).map(series.scaler()::inverse).toArray();
    }
    double[][] bounds = new double[quantiles.length == 1 ? 0 : 2 * levels.size()][];
    for (int i = 0; i < bounds.length; i++) {
      double tail = (100 - levels.get(i / 2)) / 200.0;
      int q = quantile(i % 2 == 0 ? tail : 1 - tail);
      bounds[i] = q < 0 ? null : original[q];
    }
    return new Forecast(original[quantile(0.5)], bounds);
  }

  /** The place of a quantile, −1 for one that the network does not forecast. */
  private int quantile(double tau) {
    for (int q = 0; q < quantiles.length; q++) {
      if (Math.abs(quantiles[q] - tau) < 1e-9) {
        return q;
      }
    }
    return -1;
  }
}
