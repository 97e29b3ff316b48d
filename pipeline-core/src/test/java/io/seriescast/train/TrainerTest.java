package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.model.ModelSettings.CellKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  @ParameterizedTest
  @EnumSource(names = {"RNN", "LSTM", "GRU"})
  void theSineIsLearned(CellKind cell) {
    long t = System.nanoTime();
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(500),
            cell,
            64,
            TrainingFixture.settings(100, Integer.getInteger("bs", 32), 2, 16));
    Trained trained = fixture.train(CheckpointStore.NONE);
    for (EpochLoss l : trained.losses()) if (l.epoch() % 10 == 0) System.out.println(l);
    System.out.println((System.nanoTime() - t) / 1e9);
    assertThat(trained.losses()).hasSize(100);
  }
}
