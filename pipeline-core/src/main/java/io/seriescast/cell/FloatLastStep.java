package io.seriescast.cell;

import java.util.List;

/**
 * Output {@code [batch, hidden·directions + highway·channels]}: the last state of each direction,
 * with dropout, then the last {@code highway} input steps, oldest first, the channels of a step
 * together.
 */
final class FloatLastStep implements FloatHead {
  private final StackShape shape;
  private final int highway;
  private final int size;
  private float[][] planes = new float[0][];
  private float[][] dropped = new float[0][];
  private float[][] highwayPlanes = new float[0][];
  private DropoutMasks dropout;
  private Ncw ncw = new Ncw(0, 0, 0);
  private int steps;

  FloatLastStep(StackShape shape, int highway) {
    this.shape = shape;
    this.highway = highway;
    this.size = shape.outputs() + highway * shape.inputs();
  }

  @Override
  public boolean needsAllSteps() {
    return false;
  }

  @Override
  public void write(
      List<FloatPass> passes,
      List<Signal> top,
      Signal input,
      DropoutMasks dropout,
      int steps,
      int batch,
      float[] out) {
    int n = shape.hidden() * batch;
    this.dropout = dropout;
    this.steps = steps;
    ncw = new Ncw(batch, size, 1);
    planes = Planes.reserve(planes, shape.directions(), n);
    dropped = Planes.reserve(dropped, shape.directions(), dropout == null ? 0 : n);
    for (int direction = 0; direction < shape.directions(); direction++) {
      float[] state = passes.get(direction).last();
      if (dropout != null) {
        dropout.fill(dropped[direction], shape.layers() - 1, direction, steps - 1, n);
        Planes.multiply(state, dropped[direction], planes[direction], n);
        state = planes[direction];
      }
      ncw.scatter(state, direction * shape.hidden(), shape.hidden(), 0, out);
    }
    for (int step = 0; step < highway; step++) {
      float[] plane = input.value(steps - highway + step);
      ncw.scatter(plane, highwayRow(step), shape.inputs(), 0, out);
    }
  }

  @Override
  public void readGradient(float[] epsilon, List<Signal> top) {
    int n = shape.hidden() * ncw.batch();
    for (int direction = 0; direction < shape.directions(); direction++) {
      float[] plane = planes[direction];
      ncw.gather(epsilon, direction * shape.hidden(), shape.hidden(), 0, plane);
      if (dropout != null) {
        Planes.multiply(plane, dropped[direction], plane, n);
      }
    }
    highwayPlanes = Planes.reserve(highwayPlanes, highway, shape.inputs() * ncw.batch());
    for (int step = 0; step < highway; step++) {
      ncw.gather(epsilon, highwayRow(step), shape.inputs(), 0, highwayPlanes[step]);
    }
  }

  @Override
  public float[] lastGradient(int direction) {
    return planes[direction];
  }

  @Override
  public void addInputGradient(Signal input) {
    int n = shape.inputs() * ncw.batch();
    for (int step = 0; step < highway; step++) {
      input.addGradient(steps - highway + step, highwayPlanes[step], n);
    }
  }

  private int highwayRow(int step) {
    return shape.outputs() + step * shape.inputs();
  }
}
