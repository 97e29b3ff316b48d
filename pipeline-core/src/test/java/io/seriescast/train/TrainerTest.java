package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.testing.PreparedTable;
import io.seriescast.window.WindowWeights;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  @ParameterizedTest
  @EnumSource(names = {"RNN", "LSTM", "GRU"})
  void theSineIsLearned(CellKind cell) {
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(500), cell, 64, TrainingFixture.settings(100, 32, 2, 16));
    Trained trained = fixture.train(CheckpointStore.NONE);
    assertThat(trained.losses()).hasSize(100);
    EpochLoss last = trained.losses().get(99);
    assertThat(last.trainLoss()).isLessThan(1e-5);
    assertThat(last.validationLoss()).isLessThan(1e-5);
    assertThat(last.windowsTrained()).isEqualTo(fixture.training.windows());
  }

  @Test
  @DisplayName("one worker is plain fit, bit for bit, Adam's state and counters included")
  void oneWorkerIsPlainFit() {
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(160), CellKind.GRU, 8, TrainingFixture.settings(3, 16, 1, 2));
    Trained trained = fixture.train(CheckpointStore.NONE);

    MultiLayerNetwork plain = fixture.network();
    for (int epoch = 1; epoch <= 3; epoch++) {
      double loss =
          PlainFit.epoch(
              plain,
              fixture.training.blocks().first(),
              fixture.encoder,
              new WindowWeights(WindowWeights.Kind.NONE, 1, 1),
              16,
              42,
              epoch);
      assertThat(loss).isCloseTo(trained.losses().get(epoch - 1).trainLoss(), within(1e-12));
    }
    assertThat(trained.parameters()).isEqualTo(plain.params().dup('c').data().asFloat());
    assertThat(trained.updaterState())
        .isEqualTo(plain.getUpdater().getStateViewArray().dup('c').data().asFloat());
    assertThat(trained.iterations())
        .isEqualTo(plain.getIterationCount())
        .isEqualTo(3 * fixture.minibatches());
  }

  @ParameterizedTest
  @CsvSource({"1,7,5", "2,7,1", "3,1,4", "2,3,64", "12,2,3"})
  @DisplayName("F45, F68 every window is trained on exactly once per epoch, whatever the sizes")
  void everyWindowOnce(int workers, int frequency, int batch) {
    for (int points : new int[] {31, 32, 45, 90}) {
      TrainingFixture fixture =
          new TrainingFixture(
              TrainingFixture.sine(points),
              CellKind.RNN,
              4,
              TrainingFixture.settings(2, batch, workers, frequency));
      Trained trained = fixture.train(CheckpointStore.NONE);
      assertThat(trained.losses())
          .allSatisfy(l -> assertThat(l.windowsTrained()).isEqualTo(fixture.training.windows()));
    }
  }

  @Test
  void identicalRunsGiveIdenticalParameters() {
    float[][] runs = new float[2][];
    for (int run = 0; run < 2; run++) {
      runs[run] =
          new TrainingFixture(
                  TrainingFixture.sine(200), CellKind.LSTM, 8, TrainingFixture.settings(3, 8, 2, 4))
              .train(CheckpointStore.NONE)
              .parameters();
    }
    assertThat(runs[0]).isEqualTo(runs[1]);
  }

  @Test
  @DisplayName("F53 a resumed training ends with the parameters of one that was not stopped")
  void resumeIsBitEqual() {
    TrainSettings settings = TrainingFixture.settings(6, 8, 2, 4);
    TrainingFixture whole =
        new TrainingFixture(TrainingFixture.sine(200), CellKind.GRU, 8, settings);
    KeptCheckpoints kept = new KeptCheckpoints();
    Trained uninterrupted = whole.train(kept);
    Trained resumed =
        new TrainingFixture(TrainingFixture.sine(200), CellKind.GRU, 8, settings)
            .train(KeptCheckpoints.with(kept.after(3, 0)));
    assertThat(resumed.parameters()).isEqualTo(uninterrupted.parameters());
    assertThat(resumed.updaterState()).isEqualTo(uninterrupted.updaterState());
    assertThat(resumed.losses()).hasSize(6);
  }

  @Test
  void patienceKeepsTheBestEpoch() {
    // at a rate at which it gets worse now and then
    TrainSettings settings =
        TrainingFixture.settings(
            60, 8, 2, 4, "patience=2", "schedule=constant", "learning-rate=0.03");
    TrainingFixture fixture =
        new TrainingFixture(TrainingFixture.sine(200), CellKind.RNN, 4, settings);
    KeptCheckpoints kept = new KeptCheckpoints();
    Trained trained = fixture.train(kept);
    EpochLoss best =
        Collections.min(trained.losses(), Comparator.comparing(EpochLoss::validationLoss));
    assertThat(trained.losses()).hasSize(best.epoch() + 2);
    assertThat(trained.parameters()).isEqualTo(kept.after(best.epoch(), 0).parameters());
  }

  @Test
  void withoutValidationWindowsThereIsNoBestEpochToStopAfter() {
    Dataset<Row> all = new PreparedTable().with("sine", 1, 0, 0, PreparedTable.sine(100)).build();
    Trained patient =
        new TrainingFixture(
                all, CellKind.RNN, 4, TrainingFixture.settings(6, 8, 2, 4, "patience=2"))
            .train(CheckpointStore.NONE);
    Trained plain =
        new TrainingFixture(all, CellKind.RNN, 4, TrainingFixture.settings(6, 8, 2, 4))
            .train(CheckpointStore.NONE);
    assertThat(patient.losses()).hasSize(6);
    assertThat(patient.parameters()).isEqualTo(plain.parameters());
  }

  @Test
  @DisplayName("F48 the checkpoint of a network of another size is refused")
  void anotherNetworksCheckpoint() {
    TrainSettings settings = TrainingFixture.settings(1, 32, 2, 4);
    KeptCheckpoints kept = new KeptCheckpoints();
    new TrainingFixture(TrainingFixture.sine(100), CellKind.GRU, 4, settings).train(kept);
    TrainingFixture larger =
        new TrainingFixture(TrainingFixture.sine(100), CellKind.GRU, 5, settings);
    assertThatThrownBy(() -> larger.train(kept))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(
            "checkpoint has %d parameters, the network %d"
                .formatted(kept.newest().parameters().length, larger.network().numParams()));
  }

  @Test
  @DisplayName(
      "F65, F66 a diverged round never reaches the network; after several tries it is told")
  void divergence() {
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(100), CellKind.RNN, 4, TrainingFixture.settings(2, 8, 2, 4));
    MultiLayerNetwork broken = fixture.network();
    broken.params().putScalar(0, Double.NaN);
    assertThatThrownBy(() -> fixture.train(broken, TrainingProgress.SILENT, CheckpointStore.NONE))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("diverged in epoch 1")
        .hasMessageContaining("Lower train.learning-rate");
  }

  @Test
  void noWindowIsToldBeforeAnyWork() {
    TrainingFixture fixture =
        new TrainingFixture(
            new PreparedTable().with("short", 1, 0, 0, PreparedTable.sine(20)).build(),
            CellKind.RNN,
            4,
            TrainingFixture.settings(1, 8, 2, 4));
    assertThatThrownBy(() -> fixture.train(CheckpointStore.NONE))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no window to train on");
  }

  @Test
  void theSharesOfManySeriesDifferByOneWindowAtMost() {
    PreparedTable table = new PreparedTable();
    for (int i = 0; i < 17; i++) {
      table.with("series-" + i, 1, 0, 0, PreparedTable.sine(22 + 3 * i));
    }
    for (int workers = 1; workers <= 5; workers++) {
      TrainingFixture fixture =
          new TrainingFixture(
              table.build().repartition(workers + 1),
              CellKind.RNN,
              4,
              TrainingFixture.settings(1, 8, workers, 4));
      List<Integer> shares = fixture.training.blocks().map(b -> b.size()).collect();
      assertThat(shares.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(fixture.training.windows());
      int[] sorted = shares.stream().mapToInt(Integer::intValue).sorted().toArray();
      assertThat(sorted[sorted.length - 1] - sorted[0]).as(Arrays.toString(sorted)).isLessThan(2);
    }
  }
}
