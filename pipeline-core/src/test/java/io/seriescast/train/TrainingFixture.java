package io.seriescast.train;

import io.seriescast.model.ModelSettings;
import io.seriescast.model.Networks;
import io.seriescast.model.RateSchedule;
import io.seriescast.testing.PreparedTable;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.WindowWeights;
import io.seriescast.window.Windows;
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
  final RateSchedule rate;

  TrainingFixture(
      Dataset<Row> prepared, ModelSettings.CellKind cell, int hidden, TrainSettings settings) {
    this.settings = settings;
    this.model =
        new ModelSettings(
            ModelSettings.Recipe.NONE,
            List.of(cell),
            1,
            hidden,
            1,
            0,
            false,
            0,
            ModelSettings.Loss.MSE,
            List.of(0.5));
    this.training =
        WindowBlocks.deal(prepared, Windows.training(WINDOW, settings.seed()), settings.workers());
    this.validation =
        WindowBlocks.deal(prepared, Windows.validation(WINDOW, 1), settings.workers());
    this.rate = settings.rate((long) minibatches() * settings.epochs());
  }

  static Dataset<Row> sine(int points) {
    return new PreparedTable()
        .with("sine", 1, points / 10, points / 5, PreparedTable.sine(points))
        .build();
  }

  static TrainSettings settings(int epochs, int batchSize, int workers, int averagingFrequency) {
    return new TrainSettings(
        epochs,
        batchSize,
        0.01,
        RateSchedule.Kind.COSINE,
        1,
        WindowWeights.Kind.NONE,
        0,
        false,
        workers,
        averagingFrequency,
        1,
        42);
  }

  int minibatches() {
    return training.windows() == 0
        ? 0
        : Trainer.minibatchesPerEpoch(training.windows(), training.workers(), settings.batchSize());
  }

  MultiLayerNetwork network() {
    return Networks.create(
        model, model.cells().get(0), encoder.shape(), rate, settings.clipNorm(), settings.seed());
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
            rate,
            encoder,
            training,
            validation,
            WindowWeights.fit(settings.weights(), training, encoder),
            progress,
            checkpoints)
        .train();
  }
}
