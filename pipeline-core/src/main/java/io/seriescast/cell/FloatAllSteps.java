package io.seriescast.cell;

import java.util.List;

/** Output {@code [batch, hidden·directions, time]}: the hidden states of every step. */
final class FloatAllSteps implements FloatHead {
  private final StackShape shape;
  private Ncw ncw = new Ncw(0, 0, 0);

  FloatAllSteps(StackShape shape) {
    this.shape = shape;
  }

  @Override
  public boolean needsAllSteps() {
    return true;
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
    ncw = new Ncw(batch, shape.outputs(), steps);
    for (int direction = 0; direction < top.size(); direction++) {
      for (int time = 0; time < steps; time++) {
        ncw.scatter(
            top.get(direction).value(time), direction * shape.hidden(), shape.hidden(), time, out);
      }
    }
  }

  @Override
  public void readGradient(float[] epsilon, List<Signal> top) {
    float[] plane = new float[shape.hidden() * ncw.batch()];
    for (int direction = 0; direction < top.size(); direction++) {
      for (int time = 0; time < ncw.steps(); time++) {
        ncw.gather(epsilon, direction * shape.hidden(), shape.hidden(), time, plane);
        top.get(direction).addGradient(time, plane, plane.length);
      }
    }
  }

  @Override
  public float[] lastGradient(int direction) {
    throw new IllegalStateException("a sequence output has gradients at all steps, not a last one");
  }

  @Override
  public void addInputGradient(Signal input) {
    // Nothing passes by the recurrent layers.
  }
}
