package io.seriescast.train;

import io.seriescast.Settings;
import io.seriescast.config.Binder;
import io.seriescast.model.ModelSettings;
import io.seriescast.model.Networks;
import io.seriescast.model.Optimiser;
import io.seriescast.testing.PreparedTable;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The tutorial's training in small pieces that a test can vary. */
final class TrainingFixture {
  static final WindowSettings WINDOW =
      new WindowSettings(20, 0, 1, 1, 1, WindowSettings.LocalScale.NONE, 0, false, 0, List.of());

  final TrainSettings settings;
  final ModelSettings model;
  final WindowBlocks training;
  final WindowBlocks validation;
  final WindowEncoder encoder = new WindowEncoder(WINDOW);
  final Optimiser optimiser;

  TrainingFixture(
      Dataset<Row> prepared, ModelSettings.CellKind cell, int hidden, TrainSettings settings) {
    this.settings = settings;
    this.model =
        Settings.load(null, List.of("model.cells=" + Binder.kebab(cell), "model.hidden=" + hidden))
            .model();
    this.training =
        WindowBlocks.deal(prepared, Windows.training(WINDOW, settings.seed()), settings.workers());
    this.validation =
        WindowBlocks.deal(prepared, Windows.validation(WINDOW, 1), settings.workers());
    this.optimiser = settings.optimiser(minibatches());
  }

  static Dataset<Row> sine(int points) {
    return new PreparedTable()
        .with("sine", 1, points / 10, points / 5, PreparedTable.sine(points))
        .build();
  }

  /** The defaults with a checkpoint after every epoch, and what is said otherwise. */
  static TrainSettings settings(
      int epochs, int batchSize, int workers, int averagingFrequency, String... otherwise) {
    List<String> values =
        new ArrayList<>(
            List.of(
                "epochs=" + epochs,
                "batch-size=" + batchSize,
                "workers=" + workers,
                "averaging-frequency=" + averagingFrequency,
                "checkpoint-epochs=1"));
    values.addAll(List.of(otherwise));
    return Settings.load(null, values.stream().map(value -> "train." + value).toList()).train();
  }

  int minibatches() {
    return Trainer.minibatchesPerEpoch(training, settings.batchSize());
  }

  MultiLayerNetwork network() {
    return Networks.create(
        model, model.cells().get(0), encoder.shape(), optimiser, settings.seed());
  }

  Trained train(CheckpointStore checkpoints) {
    return train(network(), TrainingProgress.SILENT, checkpoints);
  }

  Trained train(MultiLayerNetwork from, TrainingProgress progress, CheckpointStore checkpoints) {
    return new Trainer(
            "network",
            settings,
            settings.seed(),
            from,
            optimiser.rate(),
            TrainingData.of(encoder, training, validation, settings),
            progress,
            checkpoints)
        .train();
  }
}
