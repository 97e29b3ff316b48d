package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings.CellKind;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopTest {
  private static final int EPOCHS = 4;

  /** Keeps the newest in memory. */
  private static final class Memory implements CheckpointStore {
    private Checkpoint newest;

    @Override
    public void save(Checkpoint checkpoint) {
      newest = checkpoint;
    }

    @Override
    public Optional<Checkpoint> latest() {
      return Optional.ofNullable(newest);
    }
  }

  @ParameterizedTest(name = "after {0} rounds")
  @ValueSource(ints = {1, 3, 5})
  @DisplayName(
      "F69 training that is asked to end keeps its last epoch, and goes on as if it had not")
  void stopsAndGoesOn(int rounds) {
    // Two rounds an epoch, and a checkpoint only at the very end: what is kept, the stop has kept.
    TrainSettings settings = TrainingFixture.settings(EPOCHS, 16, 1, 2);
    settings =
        new TrainSettings(
            settings.epochs(),
            settings.batchSize(),
            settings.learningRate(),
            settings.schedule(),
            settings.clipNorm(),
            settings.weights(),
            settings.patience(),
            settings.refit(),
            settings.workers(),
            settings.averagingFrequency(),
            EPOCHS,
            settings.seed());
    TrainingFixture fixture =
        new TrainingFixture(TrainingFixture.sine(120), CellKind.RNN, 8, settings);
    float[] undisturbed = fixture.train(new Memory()).parameters();

    Memory store = new Memory();
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
    int epochsDone = (rounds - 1) / roundsAnEpoch;
    assertThat(store.latest().map(Checkpoint::epoch).orElse(0)).isEqualTo(epochsDone);

    assertThat(fixture.train(store).parameters()).containsExactly(undisturbed);
  }
}
