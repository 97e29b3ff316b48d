package io.seriescast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.Settings;
import io.seriescast.error.PipelineException;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowEncoder;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class WarmStartTest {
  private static final ModelSettings.Member GRU =
      new ModelSettings.Member("gru", ModelSettings.CellKind.GRU, 0, 1);

  private static MultiLayerNetwork network(
      Settings settings, long seed, Optional<WarmStart> start) {
    return Networks.create(
        settings.model(),
        GRU,
        new WindowEncoder(settings.window()).shape(),
        settings.train().optimiser(10),
        seed,
        start);
  }

  private static WarmStart published(String name, Settings settings, MultiLayerNetwork network) {
    return new WarmStart(
        "output/runs/yesterday",
        List.of(
            new NetworkSnapshot(
                name,
                settings.window(),
                Inputs.NONE,
                network.getLayerWiseConfigurations().toJson(),
                network.params().dup('c').data().asFloat())));
  }

  private static Settings settings(String... values) {
    return Settings.load(null, List.of(values));
  }

  @Test
  void beginsWithThePublishedWeightsWhateverSeedAndOptimiser() {
    Settings theirs = settings("model.hidden=6", "train.optimiser=sgd");
    Settings ours = settings("model.hidden=6");
    MultiLayerNetwork trained = network(theirs, 1, Optional.empty());
    MultiLayerNetwork started = network(ours, 2, Optional.of(published("gru", theirs, trained)));
    assertThat(started.params()).isEqualTo(trained.params());
    assertThat(network(ours, 2, Optional.empty()).params()).isNotEqualTo(trained.params());
  }

  @Test
  void anotherNameOrSizeIsToldWithBoth() {
    Settings theirs = settings("model.hidden=6");
    MultiLayerNetwork trained = network(theirs, 1, Optional.empty());
    assertThatThrownBy(() -> network(theirs, 2, Optional.of(published("lstm", theirs, trained))))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "train.warm-start: 'output/runs/yesterday' has no network gru, it has lstm."
                + " Set model.cells and model.seeds as there");
    Settings larger = settings("model.hidden=6", "model.layers=2");
    assertThatThrownBy(() -> network(larger, 2, Optional.of(published("gru", theirs, trained))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is 1 × GRU of 6 units on 1 channels and 1 outputs of 6 inputs")
        .hasMessageContaining("this run's is 2 × GRU of 6 units on 1 channels");
  }
}
