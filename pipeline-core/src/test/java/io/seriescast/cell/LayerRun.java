package io.seriescast.cell;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One recurrent layer inside a network, run forward and back by hand on one minibatch. */
final class LayerRun {
  private final Layer layer;
  private final INDArray features;
  private final INDArray mask;
  private INDArray inputGradient;

  LayerRun(DataType type, RecurrentStack stack, INDArray features, INDArray mask) {
    var network = Stacks.network(type, stack);
    network.initGradientsView();
    this.layer = network.getLayer(0);
    this.features = features;
    this.mask = mask;
  }

  /** The layer's part of the network's parameter vector: writing to it changes the layer. */
  INDArray parameters() {
    return layer.params();
  }

  INDArray forward(boolean training) {
    layer.setMaskArray(mask);
    return layer.activate(features, training, LayerWorkspaceMgr.noWorkspaces());
  }

  void backward(INDArray epsilon) {
    inputGradient = layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getSecond();
  }

  INDArray gradient() {
    return layer.getGradientsViewArray();
  }

  INDArray inputGradient() {
    return inputGradient;
  }
}
