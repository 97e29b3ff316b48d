package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;
import org.nd4j.linalg.api.rng.Random;

/**
 * First weights of a stack, drawn from DL4J's seeded generator.
 *
 * <p>Input weights: uniform Glorot per gate, ±√(6 / (inputs + hidden)) (Glorot and Bengio 2010).
 * Recurrent weights: a random orthogonal matrix per gate (Saxe et al. 2014), which keeps gradients
 * from vanishing over long windows. Biases: zero, except the LSTM's forget gate at 1 (Jozefowicz et
 * al. 2015).
 */
final class Initialisation {
  private static final int LSTM_FORGET = 1;

  private Initialisation() {}

  /** The whole parameter vector of a stack. */
  static double[] draw(StackShape shape, Random random) {
    double[] parameters = new double[shape.parameters()];
    for (Block block : shape.blocks()) {
      int hidden = block.hidden();
      double bound = Math.sqrt(6.0 / (block.inputs() + hidden));
      for (int k = block.offset(); k < block.recurrentOffset(); k++) {
        parameters[k] = (2 * random.nextDouble() - 1) * bound;
      }
      for (int gate = 0; gate < block.cell().gates(); gate++) {
        double[][] rows = orthogonal(hidden, random);
        for (int unit = 0; unit < hidden; unit++) {
          int at = block.recurrentOffset() + (gate * hidden + unit) * hidden;
          System.arraycopy(rows[unit], 0, parameters, at, hidden);
        }
      }
      if (block.cell() == Cell.LSTM) {
        int forget = block.biasOffset() + LSTM_FORGET * hidden;
        for (int unit = 0; unit < hidden; unit++) {
          parameters[forget + unit] = 1;
        }
      }
    }
    return parameters;
  }

  /** Orthonormal rows by modified Gram–Schmidt on Gaussian ones. */
  private static double[][] orthogonal(int size, Random random) {
    double[][] rows = new double[size][size];
    for (int row = 0; row < size; row++) {
      do {
        fillGaussian(rows[row], random);
        for (int earlier = 0; earlier < row; earlier++) {
          subtract(rows[row], rows[earlier], dot(rows[row], rows[earlier]));
        }
        // A draw that nearly lies in the span of the rows before it would lose all precision.
      } while (dot(rows[row], rows[row]) < 1e-8);
      double norm = Math.sqrt(dot(rows[row], rows[row]));
      for (int k = 0; k < size; k++) {
        rows[row][k] /= norm;
      }
    }
    return rows;
  }

  /**
   * Always an even number of draws: the generator makes two at a time and keeps the second, across
   * seeds, so that the next network would depend on this one.
   */
  private static void fillGaussian(double[] row, Random random) {
    for (int k = 0; k < row.length; k++) {
      row[k] = random.nextGaussian();
    }
    if (row.length % 2 == 1) {
      random.nextGaussian();
    }
  }

  private static void subtract(double[] from, double[] row, double factor) {
    for (int k = 0; k < row.length; k++) {
      from[k] -= factor * row[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
