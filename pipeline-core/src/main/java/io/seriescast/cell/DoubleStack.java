package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The slow engine: double precision, one series after the other, plain loops. The same mathematics
 * as {@link FloatStack}, used by networks of data type DOUBLE: gradient checks and oracles.
 */
final class DoubleStack implements SequenceEngine {
  private final StackShape shape;
  private final boolean lastStepOnly;
  private final int highway;
  private final int size;
  private double[] parameters = {};
  private double[] features = {};
  private double[] present = {};
  private float[][][] dropped = {};
  private int batch;
  private int steps;

  DoubleStack(StackShape shape, boolean lastStepOnly, int highway) {
    this.shape = shape;
    this.lastStepOnly = lastStepOnly;
    this.highway = highway;
    this.size = shape.outputs() + highway * shape.inputs();
  }

  @Override
  public void forward(
      INDArray parameterVector, INDArray input, INDArray mask, DropoutMasks dropout, INDArray out) {
    batch = Math.toIntExact(input.size(0));
    steps = Math.toIntExact(input.size(2));
    parameters = HeapArrays.readDoubles(parameterVector);
    features = HeapArrays.readDoubles(input);
    present = mask == null ? null : HeapArrays.readDoubles(mask);
    drawDropout(dropout);
    double[] output = new double[Math.toIntExact(out.length())];
    for (int b = 0; b < batch; b++) {
      DoubleSeries series = series(b);
      double[][] top = series.forward();
      for (int time = 0; time < (lastStepOnly ? 1 : steps); time++) {
        for (int r = 0; r < shape.outputs(); r++) {
          output[outputAt(b, r, time)] = top[time][r];
        }
      }
      for (int k = 0; k < highway * shape.inputs(); k++) {
        double[] x = series.input()[steps - highway + k / shape.inputs()];
        output[outputAt(b, shape.outputs() + k, 0)] = x[k % shape.inputs()];
      }
    }
    HeapArrays.writeDoubles(output, out);
  }

  @Override
  public void backward(INDArray epsilonArray, INDArray gradientVector, INDArray inputGradient) {
    double[] epsilon = HeapArrays.readDoubles(epsilonArray);
    double[] gradient = new double[shape.parameters()];
    double[] dInput = new double[features.length];
    for (int b = 0; b < batch; b++) {
      DoubleSeries series = series(b);
      series.forward();
      double[][] top = new double[lastStepOnly ? 1 : steps][shape.outputs()];
      for (int time = 0; time < top.length; time++) {
        for (int r = 0; r < shape.outputs(); r++) {
          top[time][r] = epsilon[outputAt(b, r, time)];
        }
      }
      double[][] dx = series.backward(top, gradient);
      for (int k = 0; k < highway * shape.inputs(); k++) {
        dx[steps - highway + k / shape.inputs()][k % shape.inputs()] +=
            epsilon[outputAt(b, shape.outputs() + k, 0)];
      }
      for (int time = 0; time < steps; time++) {
        for (int c = 0; c < shape.inputs() && isPresent(b, time); c++) {
          dInput[(b * shape.inputs() + c) * steps + time] = dx[time][c];
        }
      }
    }
    HeapArrays.writeDoubles(gradient, gradientVector);
    HeapArrays.writeDoubles(dInput, inputGradient);
  }

  private DoubleSeries series(int b) {
    double[][] x = new double[steps][shape.inputs()];
    boolean[] presentSteps = new boolean[steps];
    for (int time = 0; time < steps; time++) {
      presentSteps[time] = isPresent(b, time);
      for (int c = 0; c < shape.inputs() && presentSteps[time]; c++) {
        x[time][c] = features[(b * shape.inputs() + c) * steps + time];
      }
    }
    DoubleSeries.Scale scale =
        (index, time, unit) -> dropped.length == 0 ? 1 : dropped[index][time][unit * batch + b];
    return new DoubleSeries(shape, lastStepOnly, parameters, x, presentSteps, scale);
  }

  private boolean isPresent(int b, int time) {
    return present == null || present[b * steps + time] != 0;
  }

  private void drawDropout(DropoutMasks dropout) {
    List<float[][]> masks = new ArrayList<>();
    for (Block block : dropout == null ? List.<Block>of() : shape.blocks()) {
      float[][] planes = new float[steps][shape.hidden() * batch];
      for (int time = 0; time < steps; time++) {
        dropout.fill(planes[time], block.layer(), block.direction(), time, planes[time].length);
      }
      masks.add(planes);
    }
    dropped = masks.toArray(float[][][]::new);
  }

  private int outputAt(int b, int row, int time) {
    return lastStepOnly ? b * size + row : (b * size + row) * steps + time;
  }

  @Override
  public void close() {
    // Heap memory only.
  }
}
