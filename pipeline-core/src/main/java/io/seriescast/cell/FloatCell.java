package io.seriescast.cell;

/**
 * The element-wise part of a cell on planes {@code [hidden, batch]} of floats, for all steps of one
 * layer in one direction; the products with the weights are {@link FloatPass}'s.
 *
 * <p>Keeps what the backward pass needs: the gates and the states of every step. State 0 is {@code
 * h}; the LSTM's state 1 is {@code c}. The <em>carry</em> of a state is the gradient that reaches
 * it from later steps.
 */
abstract class FloatCell {
  private final int planes;
  private final int stateCount;
  private float[][][] gates = new float[0][][];
  private float[][][] states = new float[0][][];
  private float[][] carries = new float[0][];
  private float[][] planeGradients = new float[0][];

  FloatCell(int planes, int stateCount) {
    this.planes = planes;
    this.stateCount = stateCount;
  }

  static FloatCell of(Cell cell) {
    return switch (cell) {
      case RNN_TANH -> new FloatRnn(false);
      case RNN_RELU -> new FloatRnn(true);
      case LSTM -> new FloatLstm();
      case GRU -> new FloatGru();
    };
  }

  /**
   * Makes room for {@code steps} steps of planes of {@code n} elements; keeps what is large enough.
   */
  final void reserve(int steps, int n) {
    carries = Planes.reserve(carries, stateCount, n);
    planeGradients = Planes.reserve(planeGradients, planes, n);
    gates = Planes.reserve(gates, steps, planes + extraPlanes(), n);
    if (states.length <= steps || states[0][0].length < n) {
      // Index 0 is the state before the first step: never written, so it stays zero.
      states = Planes.reserve(new float[0][][], steps + 1, stateCount, n);
    }
  }

  final int stateCount() {
    return stateCount;
  }

  /** Plane that takes a pre-activation before {@link #forward} and holds the gate after it. */
  final float[] gate(int step, int plane) {
    return gates[step][plane];
  }

  /** State after a step; step −1 is the zero state. */
  final float[] state(int index, int step) {
    return states[step + 1][index];
  }

  final float[] carry(int index) {
    return carries[index];
  }

  /** Gradient of a pre-activation plane, written by {@link #backward}. */
  final float[] planeGradient(int plane) {
    return planeGradients[plane];
  }

  /** Planes kept per step besides the gates. */
  int extraPlanes() {
    return 0;
  }

  /** From the pre-activations and the previous state of {@code step} to its gates and state. */
  abstract void forward(int step, int n);

  /**
   * From the carries, gradients of the states after {@code step}, to the gradients of the
   * pre-activations. On return every carry holds what reaches the state before the step without
   * passing the recurrent weights.
   */
  abstract void backward(int step, int n);
}
