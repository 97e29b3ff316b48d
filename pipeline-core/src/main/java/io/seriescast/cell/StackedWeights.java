package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;
import java.util.Arrays;

/**
 * The weights of one layer in one direction as {@code A = [R | b | W]}, row-major {@code
 * [planes·hidden, hidden + 1 + inputs]}, and their gradient in the same form. Blocks a plane does
 * not have are never part of a product.
 */
final class StackedWeights implements AutoCloseable {
  private final Block block;
  private final int columns;
  private final int size;
  private final float[] stacked;
  private final NativeFloats weights = new NativeFloats();
  private final NativeFloats gradient = new NativeFloats();

  StackedWeights(Block block) {
    this.block = block;
    this.columns = block.columns();
    this.size = block.cell().planes() * block.hidden() * columns;
    this.stacked = new float[size];
  }

  NativeFloats weights() {
    return weights;
  }

  NativeFloats gradient() {
    return gradient;
  }

  /** Copies this block's weights out of the stack's parameter vector. */
  void load(float[] parameters) {
    Arrays.fill(stacked, 0f);
    transfer(parameters, true);
    weights.reserve(size);
    weights.put(0, stacked, size);
  }

  void clearGradient() {
    Arrays.fill(stacked, 0f);
    gradient.reserve(size);
    gradient.put(0, stacked, size);
  }

  /** Copies the gradient into its place in the stack's gradient vector. */
  void store(float[] gradients) {
    gradient.get(0, stacked, size);
    transfer(gradients, false);
  }

  private void transfer(float[] vector, boolean load) {
    int hidden = block.hidden();
    int inputs = block.inputs();
    Cell cell = block.cell();
    for (int plane = 0; plane < cell.planes(); plane++) {
      int recurrentGate = cell.recurrentGate(plane);
      int inputGate = cell.inputGate(plane);
      for (int unit = 0; unit < hidden; unit++) {
        int row = (plane * hidden + unit) * columns;
        if (recurrentGate != Cell.NONE) {
          int from = block.recurrentOffset() + (recurrentGate * hidden + unit) * hidden;
          copy(vector, from, row, hidden, load);
        }
        copy(vector, block.biasOffset() + plane * hidden + unit, row + hidden, 1, load);
        if (inputGate != Cell.NONE) {
          int from = block.offset() + (inputGate * hidden + unit) * inputs;
          copy(vector, from, row + hidden + 1, inputs, load);
        }
      }
    }
  }

  private void copy(float[] vector, int at, int stackedAt, int n, boolean load) {
    if (load) {
      System.arraycopy(vector, at, stacked, stackedAt, n);
    } else {
      System.arraycopy(stacked, stackedAt, vector, at, n);
    }
  }

  @Override
  public void close() {
    weights.close();
    gradient.close();
  }
}
