package io.seriescast.cell;

/**
 * A loss that can be taken of plain arrays, for {@link LinearOutput}. Both arrays are row-major,
 * {@code [batch, …]}.
 */
public interface RowLoss {

  /** The loss of every row. */
  double[] losses(double[] labels, double[] outputs, int batch);

  /** The gradient of the sum of {@link #losses} by the outputs, in their shape. */
  double[] gradient(double[] labels, double[] outputs, int batch);
}
