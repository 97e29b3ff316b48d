package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.testing.TestSpark;
import io.seriescast.window.WindowWeights;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** Divergence that passes; the one that does not is in {@link TrainerTest}. */
class DivergenceTest {
  private final JavaSparkContext context =
      JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());

  @Test
  @DisplayName("F66 one worker's NaN is found before the average: the network stays as it was")
  void oneWorker() {
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(100), CellKind.GRU, 4, TrainingFixture.settings(1, 8, 2, 1));
    MultiLayerNetwork undisturbed = fixture.network();
    fit(undisturbed, round(fixture, false));
    fit(undisturbed, round(fixture, false));

    MultiLayerNetwork network = fixture.network();
    fit(network, round(fixture, false));
    assertThatThrownBy(() -> fit(network, round(fixture, true)))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("worker 1 diverged");
    fit(network, round(fixture, false));

    assertThat(network.params()).isEqualTo(undisturbed.params());
    assertThat(network.getUpdater().getStateViewArray())
        .isEqualTo(undisturbed.getUpdater().getStateViewArray());
    assertThat(network.getIterationCount()).isEqualTo(undisturbed.getIterationCount()).isEqualTo(2);
  }

  private void fit(MultiLayerNetwork network, JavaRDD<DataSet> round) {
    new SparkDl4jMultiLayer(context, network, new ExactAveragingMaster(2, 1)).fit(round);
  }

  /** A minibatch for each of two workers; a value of the second one's may be no number. */
  private JavaRDD<DataSet> round(TrainingFixture fixture, boolean broken) {
    List<DataSet> minibatches = List.of(minibatch(fixture, 0), minibatch(fixture, 1));
    if (broken) {
      minibatches.get(1).getFeatures().putScalar(0, Double.NaN);
    }
    return context.parallelize(minibatches, 2);
  }

  private static DataSet minibatch(TrainingFixture fixture, int number) {
    WindowWeights alike = new WindowWeights(WindowWeights.Kind.NONE, 1, 1);
    return Minibatches.of(
            fixture.training.blocks().first(), fixture.encoder, alike, number, number + 1, 4, 7)
        .next();
  }

  @Test
  @DisplayName("F65 a rate at which training diverges is lowered until it does not")
  void rateTooHigh() {
    TrainingFixture fixture =
        new TrainingFixture(
            TrainingFixture.sine(200),
            CellKind.RNN_RELU,
            8,
            TrainingFixture.settings(
                2,
                8,
                2,
                16,
                "optimiser=sgd",
                "momentum=0",
                "learning-rate=2",
                "schedule=constant",
                "clip-norm=0"));
    Trained trained = fixture.train(CheckpointStore.NONE);
    assertThat(trained.rollbacks()).isPositive();
    assertThat(trained.losses())
        .hasSize(2)
        .allSatisfy(
            loss -> {
              assertThat(loss.trainLoss()).isFinite();
              assertThat(loss.learningRate()).isEqualTo(2 * Math.pow(0.5, trained.rollbacks()));
              assertThat(loss.windowsTrained()).isEqualTo(fixture.training.windows());
            });
  }
}
