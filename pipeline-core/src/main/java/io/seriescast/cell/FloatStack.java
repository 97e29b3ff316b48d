package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast engine: single precision, products by OpenBLAS, see {@link FloatPass}. */
final class FloatStack implements SequenceEngine {
  private final StackShape shape;
  private final List<FloatPass> passes = new ArrayList<>();
  private final List<LayerOutput> outputs = new ArrayList<>();
  private final Signal input;
  private final FloatHead head;
  private float[] parameterCopy = new float[0];
  private float[] gradientCopy = new float[0];
  private float[] transfer = new float[0];
  private float[][] inputPlanes = new float[0][];
  private StepMask mask;
  private int steps;
  private int batch;

  FloatStack(StackShape shape, boolean lastStepOnly, int highway) {
    this.shape = shape;
    this.input = new Signal(shape.inputs());
    for (Block block : shape.blocks()) {
      passes.add(new FloatPass(block));
      outputs.add(new LayerOutput(block));
    }
    this.head = lastStepOnly ? new FloatLastStep(shape, highway) : new FloatAllSteps(shape);
  }

  @Override
  public void forward(
      INDArray parameters,
      INDArray features,
      INDArray maskArray,
      DropoutMasks dropout,
      INDArray out) {
    batch = Math.toIntExact(features.size(0));
    steps = Math.toIntExact(features.size(2));
    parameterCopy = HeapArrays.readFlat(parameters, parameterCopy);
    readMask(maskArray);
    readInput(features);
    for (int layer = 0; layer < shape.layers(); layer++) {
      List<Signal> below = layer == 0 ? List.of(input) : signals(layer - 1);
      for (int index = first(layer); index < first(layer + 1); index++) {
        FloatPass pass = passes.get(index);
        pass.forward(parameterCopy, below, mask, steps, batch);
        if (layer < shape.layers() - 1 || head.needsAllSteps()) {
          outputs.get(index).publish(pass, mask, dropout, steps, batch);
        }
      }
    }
    transfer = grown(transfer, Math.toIntExact(out.length()));
    head.write(topPasses(), signals(shape.layers() - 1), input, dropout, steps, batch, transfer);
    HeapArrays.write(transfer, out);
  }

  @Override
  public void backward(INDArray epsilon, INDArray gradient, INDArray inputGradient) {
    gradientCopy = grown(gradientCopy, shape.parameters());
    transfer = HeapArrays.read(epsilon, transfer);
    input.clearGradients();
    outputs.forEach(output -> output.signal().clearGradients());
    head.readGradient(transfer, signals(shape.layers() - 1));
    for (int layer = shape.layers() - 1; layer >= 0; layer--) {
      for (int index = first(layer); index < first(layer + 1); index++) {
        if (layer == shape.layers() - 1 && !head.needsAllSteps()) {
          float[] last = head.lastGradient(index - first(layer));
          passes.get(index).backward(null, last, gradientCopy);
        } else {
          outputs.get(index).backward();
          passes.get(index).backward(outputs.get(index).signal(), null, gradientCopy);
        }
      }
    }
    HeapArrays.write(gradientCopy, gradient);
    writeInputGradient(inputGradient);
  }

  private void readMask(INDArray maskArray) {
    if (maskArray == null) {
      mask = null;
      return;
    }
    float[] flat = HeapArrays.read(maskArray, new float[0]);
    float[][] present = new float[steps][batch];
    Ncw ncw = new Ncw(batch, 1, steps);
    for (int time = 0; time < steps; time++) {
      ncw.gather(flat, 0, 1, time, present[time]);
    }
    mask = new StepMask(present);
  }

  private void readInput(INDArray features) {
    int n = shape.inputs() * batch;
    Ncw ncw = new Ncw(batch, shape.inputs(), steps);
    transfer = HeapArrays.read(features, transfer);
    inputPlanes = Planes.reserve(inputPlanes, steps, n);
    input.begin(steps, batch);
    for (int time = 0; time < steps; time++) {
      ncw.gather(transfer, 0, shape.inputs(), time, inputPlanes[time]);
      if (mask != null) {
        mask.clear(time, inputPlanes[time], n);
      }
      input.value(time, inputPlanes[time]);
    }
  }

  private void writeInputGradient(INDArray inputGradient) {
    transfer = grown(transfer, Math.toIntExact(inputGradient.length()));
    Ncw ncw = new Ncw(batch, shape.inputs(), steps);
    head.addInputGradient(input);
    for (int time = 0; time < steps; time++) {
      float[] plane = input.gradient(time);
      if (mask != null) {
        mask.clear(time, plane, shape.inputs() * batch);
      }
      ncw.scatter(plane, 0, shape.inputs(), time, transfer);
    }
    HeapArrays.write(transfer, inputGradient);
  }

  private int first(int layer) {
    return layer * shape.directions();
  }

  private List<FloatPass> topPasses() {
    return passes.subList(first(shape.layers() - 1), first(shape.layers()));
  }

  private List<Signal> signals(int layer) {
    return outputs.subList(first(layer), first(layer + 1)).stream()
        .map(LayerOutput::signal)
        .toList();
  }

  private static float[] grown(float[] array, int length) {
    return array.length >= length ? array : new float[length];
  }

  @Override
  public void close() {
    passes.forEach(FloatPass::close);
  }
}
