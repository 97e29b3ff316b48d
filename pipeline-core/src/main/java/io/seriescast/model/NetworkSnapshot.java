package io.seriescast.model;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network at rest: all that forecasting needs of it.
 *
 * @param name as in the column {@code model}
 * @param window how the windows are cut that it was trained on
 * @param inputs what they tell beside the series
 * @param configuration DL4J's JSON
 * @param parameters in DL4J's order
 */
public record NetworkSnapshot(
    String name, WindowSettings window, Inputs inputs, String configuration, float[] parameters)
    implements Serializable {

  /** The same network under another name. */
  public NetworkSnapshot named(String other) {
    return new NetworkSnapshot(other, window, inputs, configuration, parameters);
  }

  public WindowEncoder encoder() {
    return new WindowEncoder(window, inputs);
  }

  /** The quantiles that a network's outputs are, ascending; empty for a point forecast. */
  public static List<Double> quantiles(MultiLayerNetwork network) {
    return network.getOutputLayer() instanceof OutputLayer output
            && output.layerConf().getLossFn() instanceof ForecastLoss loss
        ? loss.getQuantiles()
        : List.of();
  }

  /**
   * This network, if it is one; to be asked once, where it was read, before executors build it.
   *
   * @param where it was read, for the message
   * @throws PipelineException of kind TRAINING when configuration and parameters do not make one
   */
  public NetworkSnapshot checked(Object where) {
    try {
      network();
      return this;
    } catch (RuntimeException | LinkageError e) {
      throw new PipelineException(
          ErrorKind.TRAINING,
          "MODEL_CORRUPT: %s: its configuration and its %d parameters do not make a network (%s). Use another model, or train again"
              .formatted(where, parameters.length, e),
          e);
    }
  }

  /** A network of one's own: DL4J's keep state and must not be shared between threads. */
  public MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(Nd4j.create(parameters.clone(), new long[] {1, parameters.length}, 'c'), false);
    return network;
  }
}
