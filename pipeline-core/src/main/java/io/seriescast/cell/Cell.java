package io.seriescast.cell;

import java.util.List;

/**
 * The recurrent cells, with the equations of PyTorch 1.13 ({@code torch.nn.RNN}, {@code LSTM},
 * {@code GRU}).
 *
 * <p>With input {@code x}, previous state {@code h'} and {@code c'}, logistic sigmoid {@code σ} and
 * element-wise product {@code ∘}:
 *
 * <pre>
 * RNN_TANH  h = tanh(W x + R h' + b)
 * RNN_RELU  h = max(0, W x + R h' + b)
 * LSTM      i = σ(Wi x + Ri h' + bi)      f = σ(Wf x + Rf h' + bf)
 *           g = tanh(Wg x + Rg h' + bg)   o = σ(Wo x + Ro h' + bo)
 *           c = f ∘ c' + i ∘ g            h = o ∘ tanh(c)
 * GRU       r = σ(Wr x + Rr h' + br)      z = σ(Wz x + Rz h' + bz)
 *           n = tanh(Wn x + bin + r ∘ (Rn h' + bhn))
 *           h = (1 − z) ∘ n + z ∘ h'
 * </pre>
 *
 * <p>Weight rows are in gate order: LSTM {@code i, f, g, o}; GRU {@code r, z, n}. PyTorch keeps two
 * biases per gate that are only ever added; here they are one, except the GRU's candidate, whose
 * recurrent bias {@code bhn} stands inside the reset product: bias order {@code r, z, hn, in}.
 *
 * <p>A <em>plane</em> is one block of {@code hidden} pre-activations. All cells have one per gate,
 * except that the GRU keeps the recurrent and the input part of its candidate apart.
 */
public enum Cell {
  /** Elman network with hyperbolic tangent. */
  RNN_TANH(1, 1),
  /** Elman network with rectified linear units. */
  RNN_RELU(1, 1),
  /** Long short-term memory (Hochreiter and Schmidhuber 1997, forget gate of Gers et al. 2000). */
  LSTM(4, 4),
  /** Gated recurrent unit (Cho et al. 2014), reset after the recurrent product. */
  GRU(3, 4);

  /** Stands for "this plane has no such weights". */
  static final int NONE = -1;

  private static final int GRU_RECURRENT_CANDIDATE = 2;
  private static final int GRU_INPUT_CANDIDATE = 3;

  private static final int FEW = 4;

  private final int gates;
  private final int planes;

  Cell(int gates, int planes) {
    this.gates = gates;
    this.planes = planes;
  }

  /** Blocks of {@code hidden} rows in the input and recurrent weights. */
  int gates() {
    return gates;
  }

  /** Blocks of {@code hidden} pre-activations, and of biases. */
  int planes() {
    return planes;
  }

  /** The gate whose recurrent weights feed this plane, or {@link #NONE}. */
  int recurrentGate(int plane) {
    return this == GRU && plane == GRU_INPUT_CANDIDATE ? NONE : plane;
  }

  /** The gate whose input weights feed this plane, or {@link #NONE}. */
  int inputGate(int plane) {
    if (this != GRU || plane < GRU_RECURRENT_CANDIDATE) {
      return plane;
    }
    return plane == GRU_INPUT_CANDIDATE ? plane - 1 : NONE;
  }

  /**
   * The matrix products that fill all planes; the first covers every column of {@code S}. With few
   * inputs it is cheaper to multiply the zeros that stand for the GRU's missing input weights than
   * to call once more.
   */
  List<Product> products(int inputs, int hidden) {
    return switch (this) {
      case RNN_TANH, RNN_RELU -> Product.SIMPLE;
      case LSTM -> Product.LSTM;
      case GRU -> FEW * inputs <= hidden ? Product.GRU_OF_FEW : Product.GRU;
    };
  }

  /**
   * A block of {@code A} without structural zeros: some planes by some columns of {@code [R | b |
   * W]}. The bias column always takes part.
   *
   * @param firstPlane first plane of the block
   * @param planes number of planes
   * @param recurrent whether the columns of {@code R} take part
   * @param input whether the columns of {@code W} take part
   */
  record Product(int firstPlane, int planes, boolean recurrent, boolean input) {
    private static final List<Product> SIMPLE = List.of(new Product(0, 1, true, true));
    private static final List<Product> LSTM = List.of(new Product(0, 4, true, true));
    private static final List<Product> GRU =
        List.of(
            new Product(0, GRU_RECURRENT_CANDIDATE, true, true),
            new Product(GRU_RECURRENT_CANDIDATE, 1, true, false),
            new Product(GRU_INPUT_CANDIDATE, 1, false, true));
    private static final List<Product> GRU_OF_FEW =
        List.of(
            new Product(0, GRU_INPUT_CANDIDATE, true, true),
            new Product(GRU_INPUT_CANDIDATE, 1, false, true));
  }
}
