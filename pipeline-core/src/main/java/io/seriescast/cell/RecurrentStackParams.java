package io.seriescast.cell;

import io.seriescast.cell.StackShape.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Names and places of a {@link RecurrentStack}'s parameters in the one flat vector DL4J asks for.
 *
 * <p>Per layer {@code l}, forward then (with an {@code r} behind the name) reverse: input weights
 * {@code Wl} {@code [inputs, gates·hidden]}, recurrent weights {@code RWl} {@code [hidden,
 * gates·hidden]}, both column-major as in DL4J's own recurrent layers, and bias {@code bl} {@code
 * [planes·hidden]}; gate order in {@link Cell}.
 */
final class RecurrentStackParams implements ParamInitializer {
  static final RecurrentStackParams INSTANCE = new RecurrentStackParams();

  private RecurrentStackParams() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return shape(layer).parameters();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    List<String> keys = new ArrayList<>();
    for (Block block : shape(layer).blocks()) {
      keys.add(block.inputWeights());
      keys.add(block.recurrentWeights());
      keys.add(block.bias());
    }
    return keys;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.startsWith("W") || key.startsWith("RW");
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.startsWith("b");
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    StackShape shape = shape(conf.getLayer());
    if (initializeParams) {
      double[] drawn = Initialisation.draw(shape, Nd4j.getRandom());
      paramsView.assign(Nd4j.createFromArray(drawn).castTo(paramsView.dataType()));
    }
    paramKeys(conf.getLayer()).forEach(conf::addVariable);
    return views(shape, paramsView);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(shape(conf.getLayer()), gradientView);
  }

  private static Map<String, INDArray> views(StackShape shape, INDArray vector) {
    INDArray flat = vector.reshape(vector.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (Block block : shape.blocks()) {
      views.put(
          block.inputWeights(),
          flat.get(NDArrayIndex.interval(block.offset(), block.recurrentOffset()))
              .reshape('f', block.inputs(), block.gateRows()));
      views.put(
          block.recurrentWeights(),
          flat.get(NDArrayIndex.interval(block.recurrentOffset(), block.biasOffset()))
              .reshape('f', block.hidden(), block.gateRows()));
      views.put(block.bias(), flat.get(NDArrayIndex.interval(block.biasOffset(), block.end())));
    }
    return views;
  }

  private static StackShape shape(Layer layer) {
    return ((RecurrentStack) layer).shape();
  }
}
