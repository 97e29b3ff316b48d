package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.model.ModelSettings;
import io.seriescast.model.Networks;
import io.seriescast.model.RateSchedule;
import io.seriescast.testing.PreparedTable;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowShape;
import io.seriescast.window.Windows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final WindowShape SHAPE = new WindowShape(20, 1, 1);

  private static Trained train(Dataset<Row> prepared, TrainSettings settings) {
    WindowBlocks training =
        WindowBlocks.deal(prepared, Windows.training(SHAPE, 1), settings.workers());
    WindowBlocks validation =
        WindowBlocks.deal(prepared, Windows.validation(SHAPE, 1), settings.workers());
    int count =
        Trainer.minibatchesPerEpoch(training.windows(), training.workers(), settings.batchSize());
    RateSchedule rate = settings.rate((long) count * settings.epochs());
    ModelSettings model =
        new ModelSettings(
            List.of(ModelSettings.CellKind.RNN), 1, 64, 1, 0, false, 0, ModelSettings.Loss.MSE);
    return new Trainer(
            "rnn",
            settings,
            settings.seed(),
            Networks.configuration(model, ModelSettings.CellKind.RNN, SHAPE, rate, settings.clipNorm(), settings.seed()),
            rate,
            new WindowEncoder(SHAPE),
            training,
            validation,
            TrainingProgress.SILENT,
            CheckpointStore.NONE)
        .train();
  }

  @Test
  void theSineIsLearned() {
    Dataset<Row> prepared =
        new PreparedTable().with("sine", 1, 50, 100, PreparedTable.sine(500)).build();
    long t = System.nanoTime();
    Trained trained =
        train(
            prepared,
            new TrainSettings(100, 32, 0.01, RateSchedule.Kind.COSINE, 1, 0, 2, 16, 10, 42));
    for (EpochLoss l : trained.losses()) if (l.epoch() % 10 == 0) System.out.println(l);
    System.out.println((System.nanoTime() - t) / 1e9);
    assertThat(trained.losses()).hasSize(100);
  }
}
