package io.seriescast.cell;

import io.seriescast.cell.Cell.Product;
import io.seriescast.cell.StackShape.Block;
import java.util.Arrays;
import java.util.List;

/**
 * One layer in one direction over the whole sequence, in single precision.
 *
 * <p>Forward, for every step: {@code Z = A · S} with {@code S = [h; 1; x]} of {@code [hidden + 1 +
 * inputs, batch]}, then the cell. Backward, in reverse order: the cell gives {@code dZ}, then
 * {@code dA += dZ · Sᵀ} and {@code dS = Aᵀ · dZ}, whose rows are the gradients of the previous
 * state and of the input. All {@code S} are kept, one {@code Z} is reused.
 */
final class FloatPass implements AutoCloseable {
  private final Block block;
  private final FloatCell cell;
  private final List<Product> products;
  private final StackedWeights stack;
  private final NativeFloats staged = new NativeFloats();
  private final NativeFloats planes = new NativeFloats();
  private final NativeFloats stagedGradient = new NativeFloats();
  private float[][] scratch = new float[0][];
  private float[][] held = new float[0][];
  private float[] ones = new float[0];
  private List<Signal> inputs = List.of();
  private StepMask mask;
  private int steps;
  private int batch;
  private int n;

  FloatPass(Block block) {
    this.block = block;
    this.cell = FloatCell.of(block.cell());
    this.products = block.cell().products(block.inputs(), block.hidden());
    this.stack = new StackedWeights(block);
  }

  /** Hidden state {@code [hidden, batch]} of one time step of the last {@link #forward}. */
  float[] hidden(int time) {
    return cell.state(0, step(time));
  }

  /** State after the last step in this direction: {@code [hidden, batch]}. */
  float[] last() {
    return cell.state(0, steps - 1);
  }

  /** Runs all steps; {@code mask} may be null. */
  void forward(float[] parameters, List<Signal> inputs, StepMask mask, int steps, int batch) {
    this.inputs = inputs;
    this.mask = mask;
    this.steps = steps;
    this.batch = batch;
    this.n = block.hidden() * batch;
    reserve();
    stack.load(parameters);
    staged.put(0, cell.state(0, -1), n);
    for (int s = 0; s < steps; s++) {
      int time = time(s);
      stage(s, time);
      multiply(s);
      for (int plane = 0; plane < block.cell().planes(); plane++) {
        planes.get(plane * n, cell.gate(s, plane), n);
      }
      cell.forward(s, n);
      if (mask != null) {
        for (int state = 0; state < cell.stateCount(); state++) {
          mask.hold(time, cell.state(state, s), cell.state(state, s - 1), n);
        }
      }
      if (s + 1 < steps) {
        staged.put(stagedAt(s + 1, 0), cell.state(0, s), n);
      }
    }
  }

  /**
   * Runs all steps back; adds to the gradients of the inputs, writes the weights' gradient.
   *
   * @param output gradient of the hidden states by time step, or null if only the last state was
   *     used
   * @param last gradient of the last state {@code [hidden, batch]}, or null
   * @param gradients the stack's gradient vector
   */
  void backward(Signal output, float[] last, float[] gradients) {
    stack.clearGradient();
    for (int state = 0; state < cell.stateCount(); state++) {
      Arrays.fill(cell.carry(state), 0, n, 0f);
    }
    if (last != null) {
      Planes.add(cell.carry(0), last, n);
    }
    for (int s = steps - 1; s >= 0; s--) {
      int time = time(s);
      if (output != null && output.hasGradient(time)) {
        Planes.add(cell.carry(0), output.gradient(time), n);
      }
      if (mask != null) {
        for (int state = 0; state < cell.stateCount(); state++) {
          mask.split(time, cell.carry(state), held[state], n);
        }
      }
      cell.backward(s, n);
      for (int plane = 0; plane < block.cell().planes(); plane++) {
        planes.put(plane * n, cell.planeGradient(plane), n);
      }
      multiplyBack(s);
      distribute(s, time);
    }
    stack.store(gradients);
  }

  private void reserve() {
    cell.reserve(steps, n);
    staged.reserve((long) steps * block.columns() * batch);
    planes.reserve((long) block.cell().planes() * n);
    stagedGradient.reserve((long) block.columns() * batch);
    scratch = Planes.reserve(scratch, 1, Math.max(n, block.inputs() * batch));
    if (mask != null) {
      held = Planes.reserve(held, cell.stateCount(), n);
    }
    if (ones.length < batch) {
      ones = new float[batch];
      Arrays.fill(ones, 1f);
    }
  }

  private void stage(int s, int time) {
    int row = block.hidden();
    staged.put(stagedAt(s, row), ones, batch);
    row++;
    for (Signal input : inputs) {
      staged.put(stagedAt(s, row), input.value(time), input.rows() * batch);
      row += input.rows();
    }
  }

  private void multiply(int s) {
    for (Product product : products) {
      int from = firstColumn(product, s);
      Sgemm.multiply(
          product.planes() * block.hidden(),
          batch,
          endColumn(product) - from,
          stack.weights().at(weightAt(product, from)),
          block.columns(),
          staged.at(stagedAt(s, from)),
          0f,
          planes.at(product.firstPlane() * n));
    }
  }

  private void multiplyBack(int s) {
    boolean first = true;
    for (Product product : products) {
      int from = firstColumn(product, s);
      int rows = product.planes() * block.hidden();
      int width = endColumn(product) - from;
      Sgemm.addTransposedRight(
          rows,
          width,
          batch,
          planes.at(product.firstPlane() * n),
          staged.at(stagedAt(s, from)),
          stack.gradient().at(weightAt(product, from)),
          block.columns());
      Sgemm.multiplyTransposedLeft(
          width,
          batch,
          rows,
          stack.weights().at(weightAt(product, from)),
          block.columns(),
          planes.at(product.firstPlane() * n),
          first ? 0f : 1f,
          stagedGradient.at(from * batch));
      first = false;
    }
  }

  private void distribute(int s, int time) {
    float[] plane = scratch[0];
    if (s > 0) {
      stagedGradient.get(0, plane, n);
      Planes.add(cell.carry(0), plane, n);
    }
    if (mask != null) {
      for (int state = 0; state < cell.stateCount(); state++) {
        Planes.add(cell.carry(state), held[state], n);
      }
    }
    int row = block.hidden() + 1;
    for (Signal input : inputs) {
      int size = input.rows() * batch;
      stagedGradient.get(row * batch, plane, size);
      input.addGradient(time, plane, size);
      row += input.rows();
    }
  }

  /** Before the first step the state is zero: its columns are left out. */
  private int firstColumn(Product product, int s) {
    return product.recurrent() && s > 0 ? 0 : block.hidden();
  }

  private int endColumn(Product product) {
    return product.input() ? block.columns() : block.hidden() + 1;
  }

  private int weightAt(Product product, int column) {
    return product.firstPlane() * block.hidden() * block.columns() + column;
  }

  private int stagedAt(int s, int row) {
    return (s * block.columns() + row) * batch;
  }

  private int time(int s) {
    return block.direction() == 0 ? s : steps - 1 - s;
  }

  private int step(int time) {
    return time(time);
  }

  @Override
  public void close() {
    stack.close();
    staged.close();
    planes.close();
    stagedGradient.close();
  }
}
