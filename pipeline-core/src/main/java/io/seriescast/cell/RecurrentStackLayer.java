package io.seriescast.cell;

import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running layer of a {@link RecurrentStack}: hands DL4J's arrays to a {@link SequenceEngine}
 * and back. Like every DL4J layer it belongs to one network and is used by one thread at a time.
 */
final class RecurrentStackLayer extends BaseLayer<RecurrentStack> {
  private transient SequenceEngine engine;
  private transient boolean forwardWasTraining;

  RecurrentStackLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public Type type() {
    return layerConf().lastStepOnly() ? Type.FEED_FORWARD : Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaceMgr);
    RecurrentStack stack = layerConf();
    RecurrentStackCheck.input(stack, layerId(), input, maskArray);
    long batch = input.size(0);
    long[] shape =
        stack.lastStepOnly()
            ? new long[] {batch, stack.getNOut()}
            : new long[] {batch, stack.getNOut(), input.size(2)};
    INDArray output = workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    INDArray mask = maskArray == null ? null : maskArray.castTo(dataType);
    engine().forward(paramsFlattened, input.castTo(dataType), mask, dropout(training), output);
    forwardWasTraining = training;
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    if (!forwardWasTraining) {
      activate(true, workspaceMgr);
    }
    INDArray inputGradient =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    engine().backward(epsilon.castTo(dataType), gradientsFlattened, inputGradient);
    Gradient gradient = new DefaultGradient();
    for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
      gradient.gradientForVariable().put(view.getKey(), view.getValue());
    }
    return new Pair<>(gradient, backpropDropOutIfPresent(inputGradient));
  }

  /** The last state stands for the whole sequence: layers above see no time and no mask. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState currentMaskState, int minibatchSize) {
    super.feedForwardMaskArray(mask, currentMaskState, minibatchSize);
    return new Pair<>(layerConf().lastStepOnly() ? null : mask, currentMaskState);
  }

  /** Gives the native memory back; the layer may be used again and then allocates anew. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  private SequenceEngine engine() {
    if (engine == null) {
      RecurrentStack stack = layerConf();
      engine =
          dataType == DataType.DOUBLE
              ? new DoubleStack(stack.shape(), stack.lastStepOnly(), stack.highway())
              : new FloatStack(stack.shape(), stack.lastStepOnly(), stack.highway());
    }
    return engine;
  }

  private DropoutMasks dropout(boolean training) {
    RecurrentStack stack = layerConf();
    if (!training || stack.dropoutRate() == 0) {
      return null;
    }
    return DropoutMasks.of(stack, conf.getSeed(), getIndex(), getIterationCount(), input);
  }
}
