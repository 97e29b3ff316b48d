package io.seriescast.model;

import io.seriescast.cell.RecurrentStack;
import io.seriescast.error.PipelineException;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Training that begins with the weights of published networks, {@code train.warm-start}. */
public record WarmStart(String folder, List<NetworkSnapshot> networks) {

  /**
   * Gives a new network the weights of the published one of its name.
   *
   * @throws PipelineException of kind TRAINING when there is none, or its layers or sizes differ
   */
  void load(String name, MultiLayerNetwork network) {
    NetworkSnapshot start =
        networks.stream()
            .filter(snapshot -> snapshot.name().equals(name))
            .findFirst()
            .orElseThrow(() -> missing(name));
    String theirs = layers(MultiLayerConfiguration.fromJson(start.configuration()));
    String ours = layers(network.getLayerWiseConfigurations());
    if (!theirs.equals(ours)) {
      throw PipelineException.training(
          "train.warm-start: network %s of '%s' is %s, this run's is %s. Set section model as"
              + " there, or no train.warm-start",
          name, folder, theirs, ours);
    }
    network.setParameters(start.network().params());
  }

  private PipelineException missing(String name) {
    return PipelineException.training(
        "train.warm-start: '%s' has no network %s, it has %s. Set model.cells and model.seeds as"
            + " there",
        folder, name, String.join(", ", networks.stream().map(NetworkSnapshot::name).toList()));
  }

  /** Kinds and sizes: what the shapes of the weights depend on. */
  private static String layers(MultiLayerConfiguration configuration) {
    return String.join(
        " and ", configuration.getConfs().stream().map(c -> layer(c.getLayer())).toList());
  }

  private static String layer(Layer layer) {
    if (layer instanceof RecurrentStack stack) {
      return "%d × %s of %d units on %d channels%s%s"
          .formatted(
              stack.layers(),
              stack.cell(),
              stack.hidden(),
              stack.getNIn(),
              stack.bidirectional() ? ", bidirectional" : "",
              stack.highway() > 0 ? ", highway " + stack.highway() : "");
    }
    return layer instanceof FeedForwardLayer linear
        ? "%d outputs of %d inputs".formatted(linear.getNOut(), linear.getNIn())
        : layer.toString();
  }
}
