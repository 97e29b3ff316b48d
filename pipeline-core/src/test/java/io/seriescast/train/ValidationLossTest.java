package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowWeights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationLossTest {
  private static final WindowWeights EQUAL = new WindowWeights(WindowWeights.Kind.NONE, 1, 1);

  @ParameterizedTest
  @ValueSource(ints = {60, 300, 900})
  void isTheMeanOverAllWindowsWhoeverComputesIt(int points) {
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(points), CellKind.GRU, 4, TrainingFixture.settings(1, 32, 2, 4));
    MultiLayerNetwork network = fixture.network();
    double before = network.params().sumNumber().doubleValue();

    double loss = new ValidationLoss(fixture.training, fixture.encoder, EQUAL, 32).of(network);

    double sum = 0;
    for (WindowBlock block : fixture.training.blocks().collect()) {
      for (int window = 0; window < block.size(); window++) {
        sum +=
            network.score(Minibatches.of(block, fixture.encoder, EQUAL, new int[] {window}), false);
      }
    }
    assertThat(loss).isCloseTo(sum / fixture.training.windows(), within(1e-6 * loss));
    assertThat(network.params().sumNumber().doubleValue()).isEqualTo(before);
    // both ways are taken
    assertThat(fixture.training.windows() > ValidationLoss.FEW_WINDOWS).isEqualTo(points == 900);
  }
}
