package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.model.ModelSettings.CellKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckpointIntervalTest {
  @Test
  @DisplayName("F53 from any averaging round on, training ends as if it had not been killed there")
  void everyRoundIsAPlaceToGoOnFrom() {
    // A nanosecond has passed after every round.
    TrainSettings settings = TrainingFixture.settings(2, 8, 2, 2, "checkpoint-minutes=1e-12");
    KeptCheckpoints kept = new KeptCheckpoints();
    TrainingFixture fixture =
        new TrainingFixture(TrainingFixture.sine(130), CellKind.LSTM, 6, settings);
    Trained whole = fixture.train(kept);
    int rounds = (fixture.minibatches() + 1) / 2;
    assertThat(rounds).isGreaterThan(1);
    assertThat(kept.all()).hasSize(2 * rounds);

    for (Checkpoint killedAfter : kept.all()) {
      Trained resumed = fixture.train(KeptCheckpoints.with(killedAfter));
      assertThat(resumed.parameters()).isEqualTo(whole.parameters());
      assertThat(resumed.losses())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
          .isEqualTo(whole.losses());
    }
  }

  @Test
  void withoutMinutesOnlyEpochsCount() {
    KeptCheckpoints kept = new KeptCheckpoints();
    new TrainingFixture(
            TrainingFixture.sine(130),
            CellKind.RNN,
            4,
            TrainingFixture.settings(5, 8, 1, 2, "checkpoint-minutes=0", "checkpoint-epochs=2"))
        .train(kept);
    assertThat(kept.all().stream().map(Checkpoint::epoch)).containsExactly(2, 4, 5);
  }
}
