package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings.CellKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopTest {
  private static final int EPOCHS = 4;

  @ParameterizedTest(name = "after {0} rounds")
  @ValueSource(ints = {1, 3, 5})
  @DisplayName(
      "F69 training that is asked to end keeps its last round, and goes on as if it had not")
  void stopsAndGoesOn(int rounds) {
    // Two rounds an epoch, and a checkpoint only at the very end: what is kept, the stop has kept.
    TrainSettings settings =
        TrainingFixture.settings(EPOCHS, 16, 1, 2, "checkpoint-epochs=" + EPOCHS);
    TrainingFixture fixture =
        new TrainingFixture(TrainingFixture.sine(120), CellKind.RNN, 8, settings);
    float[] undisturbed = fixture.train(new KeptCheckpoints()).parameters();

    KeptCheckpoints store = new KeptCheckpoints();
    TrainingProgress impatient =
        new TrainingProgress() {
          private int told;

          @Override
          public boolean stopRequested() {
            return ++told == rounds;
          }
        };
    assertThatThrownBy(() -> fixture.train(fixture.network(), impatient, store))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.STOPPED))
        .hasMessageContaining("--run-id");
    int roundsAnEpoch = (fixture.minibatches() + 1) / 2;
    Checkpoint kept = store.newest();
    assertThat(kept.epoch()).isEqualTo((rounds - 1) / roundsAnEpoch);
    assertThat(kept.partial().minibatches())
        .isEqualTo(Math.min(((rounds - 1) % roundsAnEpoch + 1) * 2, fixture.minibatches()));

    assertThat(fixture.train(store).parameters()).containsExactly(undisturbed);
  }
}
