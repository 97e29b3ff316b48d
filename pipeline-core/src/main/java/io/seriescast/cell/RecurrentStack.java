package io.seriescast.cell;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Configuration of a stack of recurrent layers that runs over the whole sequence in one call.
 *
 * <p>Input {@code [batch, channels, time]} (NCW). Output {@code [batch, hidden·directions +
 * highway·channels]} with {@code lastStepOnly}, which feeds an output layer directly, else {@code
 * [batch, hidden·directions, time]}. The equations are {@link Cell}'s; a layer above the first
 * takes the concatenated directions of the one below.
 *
 * <p>Features mask {@code [batch, time]}, 1 present and 0 padded, for short series padded on the
 * left: a padded step leaves the state as it was, zero before the first present step, and counts as
 * zero in the output sequence and the highway. The last step of the reverse direction is time 0, as
 * in PyTorch's {@code h_n}.
 *
 * <p>The activation, weight initialisation and bias initialisation of DL4J's base layer are not
 * used: see {@link Cell} and {@link Initialisation}. Updaters, regularisation ({@code W…} and
 * {@code RW…} are weights, {@code b…} biases), constraints and gradient normalisation work as in
 * any layer. DL4J's {@code dropOut(p)} drops <em>inputs</em> of this layer, with p the probability
 * to <em>keep</em>; {@link Builder#dropout} is the other one. State does not pass between calls: no
 * truncated back-propagation, no {@code rnnTimeStep}.
 */
public final class RecurrentStack extends FeedForwardLayer {
  @JsonProperty private Cell cell;
  @JsonProperty private int hidden;
  @JsonProperty private int layers;
  @JsonProperty private boolean bidirectional;
  @JsonProperty private double dropoutRate;
  @JsonProperty private boolean variationalDropout;
  @JsonProperty private boolean lastStepOnly;
  @JsonProperty private int highway;

  /** For JSON. */
  @SuppressWarnings("unused")
  private RecurrentStack() {}

  private RecurrentStack(Builder builder) {
    super(builder);
    this.cell = builder.cell;
    this.hidden = builder.hidden;
    this.layers = builder.layers;
    this.bidirectional = builder.bidirectional;
    this.dropoutRate = builder.dropoutRate;
    this.variationalDropout = builder.variationalDropout;
    this.lastStepOnly = builder.lastStepOnly;
    this.highway = builder.highway;
    this.nOut = outputSize(nIn);
    initializeConstraints(builder);
  }

  /** The cell of all layers. */
  public Cell cell() {
    return cell;
  }

  /** Units per layer and direction. */
  public int hidden() {
    return hidden;
  }

  /** Stacked layers. */
  public int layers() {
    return layers;
  }

  /** Whether every layer also runs backwards in time. */
  public boolean bidirectional() {
    return bidirectional;
  }

  /** Probability of zero, between layers and on the output. */
  public double dropoutRate() {
    return dropoutRate;
  }

  /** Whether one dropout mask serves all steps. */
  public boolean variationalDropout() {
    return variationalDropout;
  }

  /** Whether only the last state is given out. */
  public boolean lastStepOnly() {
    return lastStepOnly;
  }

  /** Input steps appended to the output. */
  public int highway() {
    return highway;
  }

  StackShape shape() {
    return new StackShape(cell, Math.toIntExact(nIn), hidden, layers, bidirectional);
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    RecurrentStackCheck.beforeUse(this, layerIndex, networkDataType);
    RecurrentStackLayer layer = new RecurrentStackLayer(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return RecurrentStackParams.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeRecurrent sequence = RecurrentStackCheck.sequence(this, inputType);
    return lastStepOnly
        ? InputType.feedForward(outputSize(sequence.getSize()))
        : InputType.recurrent(
            outputSize(sequence.getSize()), sequence.getTimeSeriesLength(), RNNFormat.NCW);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn <= 0 || override) {
      this.nIn = RecurrentStackCheck.sequence(this, inputType).getSize();
      this.nOut = outputSize(nIn);
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
        inputType, RNNFormat.NCW, getLayerName());
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    int parameters = shape().parameters();
    long perStep = (long) shape().blocks().size() * hidden * (2L * cell.planes() + 3);
    long steps = Math.max(1, RecurrentStackCheck.sequence(this, inputType).getTimeSeriesLength());
    return new LayerMemoryReport.Builder(
            layerName, RecurrentStack.class, inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(parameters, perStep * steps, parameters, perStep * steps)
        .cacheMemory(0, 0)
        .build();
  }

  private long outputSize(long channels) {
    return (long) hidden * (bidirectional ? 2 : 1) + highway * channels;
  }

  @Override
  public RecurrentStack clone() {
    return (RecurrentStack) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecurrentStack that
        && super.equals(that)
        && cell == that.cell
        && hidden == that.hidden
        && layers == that.layers
        && bidirectional == that.bidirectional
        && dropoutRate == that.dropoutRate
        && variationalDropout == that.variationalDropout
        && lastStepOnly == that.lastStepOnly
        && highway == that.highway;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(),
        cell,
        hidden,
        layers,
        bidirectional,
        dropoutRate,
        variationalDropout,
        lastStepOnly,
        highway);
  }

  @Override
  public String toString() {
    return String.format(
        "RecurrentStack(name=%s, cell=%s, nIn=%d, hidden=%d, layers=%d, bidirectional=%s, dropout=%s,"
            + " variationalDropout=%s, lastStepOnly=%s, highway=%d)",
        layerName,
        cell,
        nIn,
        hidden,
        layers,
        bidirectional,
        dropoutRate,
        variationalDropout,
        lastStepOnly,
        highway);
  }

  /**
   * Builder; {@code hidden} is required, {@code nIn} too unless the network is given an input type.
   */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private Cell cell = Cell.LSTM;
    private int hidden;
    private int layers = 1;
    private boolean bidirectional;
    private double dropoutRate;
    private boolean variationalDropout;
    private boolean lastStepOnly = true;
    private int highway;

    /** The cell; default LSTM. */
    public Builder cell(Cell cell) {
      this.cell = Objects.requireNonNull(cell, "RecurrentStack.cell");
      return this;
    }

    /** Units per layer and direction, ≥ 1. */
    public Builder hidden(int hidden) {
      this.hidden = hidden;
      return this;
    }

    /** Stacked layers, ≥ 1; default 1. */
    public Builder layers(int layers) {
      this.layers = layers;
      return this;
    }

    /** Whether every layer also runs backwards in time; default false. */
    public Builder bidirectional(boolean bidirectional) {
      this.bidirectional = bidirectional;
      return this;
    }

    /**
     * Probability of zero in [0, 1), between stacked layers and on the output, in training only;
     * default 0.
     */
    public Builder dropout(double rate) {
      this.dropoutRate = rate;
      return this;
    }

    /** One dropout mask for all steps instead of one per step; default false. */
    public Builder variationalDropout(boolean variationalDropout) {
      this.variationalDropout = variationalDropout;
      return this;
    }

    /** Only the last state instead of the whole sequence; default true. */
    public Builder lastStepOnly(boolean lastStepOnly) {
      this.lastStepOnly = lastStepOnly;
      return this;
    }

    /**
     * Number of last input steps appended to the output after the hidden state, oldest first,
     * channels of a step together: the autoregressive highway of LSTNet (Lai et al. 2018). Only
     * with {@code lastStepOnly}; default 0.
     */
    public Builder highway(int steps) {
      this.highway = steps;
      return this;
    }

    @Override
    public RecurrentStack build() {
      RecurrentStack stack = new RecurrentStack(this);
      RecurrentStackCheck.built(stack);
      return stack;
    }
  }
}
