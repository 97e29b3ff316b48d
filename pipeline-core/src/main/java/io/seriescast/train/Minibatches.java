package io.seriescast.train;

import io.seriescast.window.EncodedSeries;
import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowEncoder.Local;
import io.seriescast.window.WindowShape;
import io.seriescast.window.WindowWeights;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Minibatches as DL4J takes them, built from a block when they are asked for. */
final class Minibatches {
  private Minibatches() {}

  /**
   * Minibatches [from, until) of the {@code count} into which an epoch divides the block, in the
   * order of {@code seed}; those without a window are left out.
   */
  static Iterator<DataSet> of(
      WindowBlock block,
      WindowEncoder encoder,
      WindowWeights weighting,
      int from,
      int until,
      int count,
      long seed) {
    return IntStream.range(from, until)
        .mapToObj(i -> block.minibatch(i, count, seed))
        .filter(windows -> windows.length > 0)
        .map(windows -> of(block, encoder, weighting, windows))
        .iterator();
  }

  /**
   * @return features [batch, channels, steps], labels [batch, 2 · horizon], values then weights,
   *     and where a step is padding alone a features mask [batch, steps]
   */
  static DataSet of(
      WindowBlock block, WindowEncoder encoder, WindowWeights weighting, int[] windows) {
    WindowShape shape = encoder.shape();
    int batch = windows.length;
    float[] features = new float[batch * shape.inputs()];
    float[] labels = new float[batch * 2 * shape.horizon()];
    int[] origins = IntStream.of(windows).map(block::origin).toArray();
    for (int row = 0; row < batch; row++) {
      EncodedSeries series = block.series(windows[row]);
      int origin = origins[row];
      Local local = encoder.local(series, origin);
      encoder.context(series, origin, local, features, row);
      encoder.target(series, origin, local, weighting.of(series, origin, local), labels, row);
    }
    float[] mask = encoder.mask(origins);
    return new DataSet(
        Nd4j.create(features, new long[] {batch, shape.channels(), shape.steps()}, 'c'),
        Nd4j.create(labels, new long[] {batch, 2L * shape.horizon()}, 'c'),
        mask == null ? null : Nd4j.create(mask, new long[] {batch, shape.steps()}, 'c'),
        null);
  }
}
