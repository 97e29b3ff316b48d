package io.seriescast.cell;

import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running layer of a {@link LinearOutput}, with {@code X [batch, inputs]} and DL4J's weights,
 * which lie in memory as {@code W [outputs, inputs]}:
 *
 * <pre>
 * Ŷ = b + X Wᵀ      dW = dŶᵀ X      db = Σ dŶ      dX = dŶ W
 * </pre>
 *
 * Inference is left to DL4J.
 */
final class LinearOutputLayer extends OutputLayer {
  private static final long serialVersionUID = 1L;

  private final transient NativeFloats products = new NativeFloats();

  LinearOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** The loss alone: weight decay is none of it. */
  @Override
  public double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (!isPlain()) {
      return super.computeScore(regularisation, training, workspaceMgr);
    }
    assertInputSet(false);
    int batch = Math.toIntExact(input.size(0));
    double sum = 0;
    for (double loss : loss().losses(labels(), outputs(HeapArrays.rowMajor(input)), batch)) {
      sum += loss;
    }
    score = conf().isMiniBatch() ? sum / batch : sum;
    return score;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    if (!isPlain()) {
      return super.backpropGradient(epsilon, workspaceMgr);
    }
    assertInputSet(true);
    INDArray x = HeapArrays.rowMajor(input);
    int batch = Math.toIntExact(x.size(0));
    int inputs = Math.toIntExact(x.size(1));
    int outputs = Math.toIntExact(layerConf().getNOut());
    double[] slopes = loss().gradient(labels(), outputs(x), batch);
    float[] delta = new float[slopes.length];
    float[] bias = new float[outputs];
    for (int i = 0; i < slopes.length; i++) {
      delta[i] = (float) slopes[i];
      bias[i % outputs] += delta[i];
    }
    products.put(0, delta, delta.length);

    INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
    INDArray below =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {batch, inputs}, 'c');
    Sgemm.multiplyTransposedLeft(
        outputs, inputs, batch, products.at(0), outputs, memory(x), 0f, memory(weightGradient));
    HeapArrays.write(bias, biasGradient);
    Sgemm.multiply(
        batch, inputs, outputs, products.at(0), outputs, memory(weights()), 0f, memory(below));

    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    gradient.gradientForVariable().put(DefaultParamInitializer.BIAS_KEY, biasGradient);
    return new Pair<>(gradient, below);
  }

  /** Row-major {@code [batch, outputs]}; leaves room for as many in {@link #products}. */
  private double[] outputs(INDArray x) {
    int batch = Math.toIntExact(x.size(0));
    int outputs = Math.toIntExact(layerConf().getNOut());
    float[] bias = HeapArrays.read(getParam(DefaultParamInitializer.BIAS_KEY), new float[0]);
    float[] values = new float[batch * outputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = bias[i % outputs];
    }
    products.reserve(values.length);
    products.put(0, values, values.length);
    Sgemm.addTransposedRight(
        batch,
        outputs,
        Math.toIntExact(x.size(1)),
        memory(x),
        memory(weights()),
        products.at(0),
        outputs);
    products.get(0, values, values.length);
    return doubles(values, values.length);
  }

  private double[] labels() {
    if (maskArray != null) {
      throw new IllegalStateException(
          "LinearOutput takes no mask of labels%s: weights belong into the labels"
              .formatted(layerId()));
    }
    return doubles(HeapArrays.read(labels, new float[0]), Math.toIntExact(labels.length()));
  }

  private INDArray weights() {
    return getParam(DefaultParamInitializer.WEIGHT_KEY);
  }

  private RowLoss loss() {
    return (RowLoss) layerConf().getLossFn();
  }

  private boolean isPlain() {
    return dataType == DataType.FLOAT && layerConf().getIDropout() == null;
  }

  private static FloatPointer memory(INDArray array) {
    return HeapArrays.memory(array);
  }

  private static double[] doubles(float[] values, int n) {
    double[] doubles = new double[n];
    for (int i = 0; i < n; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Override
  public void close() {
    products.close();
  }
}
