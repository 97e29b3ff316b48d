package io.seriescast.cell;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inverted dropout (Srivastava et al. 2014): zero with probability {@code rate}, else {@code 1 / (1
 * − rate)}. The masks are a function of the seed and the place alone, so one forward pass can be
 * repeated and both precisions agree.
 *
 * @param rate probability of zero, in [0, 1)
 * @param variational one mask for all steps (Gal and Ghahramani 2016) instead of one per step
 * @param seed of this forward pass
 */
record DropoutMasks(double rate, boolean variational, long seed) {

  /** Weyl increment of SplitMix64: spreads small integers over all bits. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * Masks of one forward pass of one layer. The seed mixes the network's seed, the layer's place,
   * the iteration and the first input value, so that a repeated pass repeats its masks, while
   * workers that train on other minibatches at the same iteration draw others.
   */
  static DropoutMasks of(
      RecurrentStack stack, long seed, int layerIndex, int iteration, INDArray input) {
    long mixed = seed;
    mixed = mixed * GOLDEN + layerIndex;
    mixed = mixed * GOLDEN + iteration;
    mixed = mixed * GOLDEN + Double.doubleToLongBits(input.getDouble(0, 0, input.size(2) - 1));
    return new DropoutMasks(stack.dropoutRate(), stack.variationalDropout(), mixed);
  }

  /** Fills a plane of {@code n} elements; {@code time} does not matter if variational. */
  void fill(float[] plane, int layer, int direction, int time, int n) {
    long place = (layer * 2L + direction) * 1_000_003L + (variational ? 0 : time);
    SplittableRandom random = new SplittableRandom(seed + GOLDEN * (place + 1));
    float kept = (float) (1 / (1 - rate));
    int threshold = (int) Math.round(Integer.MIN_VALUE + rate * 4294967296.0);
    for (int i = 0; i < n; i++) {
      plane[i] = random.nextInt() < threshold ? 0f : kept;
    }
  }
}
