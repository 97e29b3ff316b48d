package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;
import java.util.ArrayList;
import java.util.List;

/** A whole stack over one series, in double precision; see {@link DoubleStack}. */
final class DoubleSeries {
  private final StackShape shape;
  private final boolean lastStepOnly;
  private final double[][] input;
  private final boolean[] present;
  private final Scale scale;
  private final List<DoublePass> passes = new ArrayList<>();

  /** Factor of dropout on the output of a block: 0 or 1 / (1 − rate). */
  interface Scale {
    double at(int blockIndex, int time, int unit);
  }

  DoubleSeries(
      StackShape shape,
      boolean lastStepOnly,
      double[] parameters,
      double[][] input,
      boolean[] present,
      Scale scale) {
    this.shape = shape;
    this.lastStepOnly = lastStepOnly;
    this.input = input;
    this.present = present;
    this.scale = scale;
    for (Block block : shape.blocks()) {
      passes.add(new DoublePass(block, parameters));
    }
  }

  /** {@code [time][channels]}. */
  double[][] input() {
    return input;
  }

  /**
   * Top outputs {@code [time][hidden·directions]}; one row, the last states, if only the last step
   * is asked.
   */
  double[][] forward() {
    double[][] below = input;
    for (int layer = 0; layer < shape.layers(); layer++) {
      boolean last = onlyLast(layer);
      double[][] out = new double[last ? 1 : input.length][shape.outputs()];
      for (int direction = 0; direction < shape.directions(); direction++) {
        int index = index(layer, direction);
        double[][] hidden = passes.get(index).forward(below, present);
        for (int row = 0; row < out.length; row++) {
          int time = last ? lastTime(direction) : row;
          for (int u = 0; u < shape.hidden(); u++) {
            out[row][direction * shape.hidden() + u] =
                hidden[time][u] * factor(index, row, last, u);
          }
        }
      }
      below = out;
    }
    return below;
  }

  /**
   * Gradient of the input {@code [time][channels]} for that of {@link #forward}'s result; adds to
   * the parameters'.
   */
  double[][] backward(double[][] top, double[] gradient) {
    double[][] above = top;
    for (int layer = shape.layers() - 1; layer >= 0; layer--) {
      boolean last = onlyLast(layer);
      int rows = layer == 0 ? shape.inputs() : shape.outputs();
      double[][] below = new double[input.length][rows];
      for (int direction = 0; direction < shape.directions(); direction++) {
        int index = index(layer, direction);
        double[][] atSteps = new double[input.length][shape.hidden()];
        double[] atLast = new double[shape.hidden()];
        for (int row = 0; row < above.length; row++) {
          for (int u = 0; u < shape.hidden(); u++) {
            double d = above[row][direction * shape.hidden() + u] * factor(index, row, last, u);
            if (last) {
              atLast[u] = d;
            } else {
              atSteps[row][u] = d;
            }
          }
        }
        addTo(below, passes.get(index).backward(atSteps, atLast, gradient));
      }
      above = below;
    }
    return above;
  }

  private double factor(int index, int row, boolean last, int unit) {
    if (last) {
      return scale.at(index, input.length - 1, unit);
    }
    return present[row] ? scale.at(index, row, unit) : 0;
  }

  private boolean onlyLast(int layer) {
    return lastStepOnly && layer == shape.layers() - 1;
  }

  private int lastTime(int direction) {
    return direction == 0 ? input.length - 1 : 0;
  }

  private int index(int layer, int direction) {
    return layer * shape.directions() + direction;
  }

  private static void addTo(double[][] sum, double[][] term) {
    for (int time = 0; time < sum.length; time++) {
      for (int k = 0; k < sum[time].length; k++) {
        sum[time][k] += term[time][k];
      }
    }
  }
}
