package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.testing.TestSpark;
import io.seriescast.window.WindowWeights;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** What counts as divergence, and what comes of it; NaN that stays is in {@link TrainerTest}. */
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
    fit(undisturbed, round(fixture, minibatch -> {}));
    fit(undisturbed, round(fixture, minibatch -> {}));

    MultiLayerNetwork network = fixture.network();
    fit(network, round(fixture, minibatch -> {}));
    assertThatThrownBy(
            () ->
                fit(
                    network,
                    round(fixture, minibatch -> minibatch.getFeatures().putScalar(0, Double.NaN))))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("worker 1 diverged");
    fit(network, round(fixture, minibatch -> {}));

    assertThat(network.params()).isEqualTo(undisturbed.params());
    assertThat(network.getUpdater().getStateViewArray())
        .isEqualTo(undisturbed.getUpdater().getStateViewArray());
    assertThat(network.getIterationCount()).isEqualTo(undisturbed.getIterationCount()).isEqualTo(2);
  }

  private void fit(MultiLayerNetwork network, JavaRDD<DataSet> round) {
    new SparkDl4jMultiLayer(
            context, network, new ExactAveragingMaster(2, 1, new Divergence(network)))
        .fit(round);
  }

  /** A minibatch for each of two workers, the second one's changed. */
  private JavaRDD<DataSet> round(TrainingFixture fixture, Consumer<DataSet> change) {
    List<DataSet> minibatches = List.of(minibatch(fixture, 0), minibatch(fixture, 1));
    change.accept(minibatches.get(1));
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

  @Test
  @DisplayName("F65 a loss that grows without end and stays finite: the rate is lowered as well")
  void growing() {
    Trained trained = sine(100).train(CheckpointStore.NONE);
    assertThat(trained.rollbacks()).isPositive();
    assertThat(trained.losses())
        .allSatisfy(loss -> assertThat(loss.trainLoss()).isLessThan(Divergence.LIMIT));
  }

  @Test
  @DisplayName("F65 where no lower rate helps, a loss that grows without end ends the training")
  void growingAtEveryRate() {
    assertThatThrownBy(() -> sine(10_000).train(CheckpointStore.NONE))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRAINING))
        .hasMessageContaining("diverged in epoch 1")
        .hasMessageContaining("that of the untrained network 0.")
        .hasMessageContaining("Lower train.learning-rate");
  }

  private static TrainingFixture sine(int rate) {
    return new TrainingFixture(
        TrainingFixture.sine(100),
        CellKind.GRU,
        8,
        TrainingFixture.settings(2, 8, 2, 4, "learning-rate=" + rate));
  }

  @Test
  @DisplayName("F65 a loss that an outlier makes high, whatever the network, is no divergence")
  void outlier() {
    TrainingFixture fixture = sine(1);
    MultiLayerNetwork network = fixture.network();
    fit(network, round(fixture, minibatch -> minibatch.getLabels().putScalar(0, 10_000)));
    assertThat(network.score()).isGreaterThan(Divergence.LIMIT);
    assertThat(network.getIterationCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("F65 within the spread of scaled values, a loss is not even looked at again")
  void withinTheSpread() {
    MultiLayerNetwork network = sine(1).network();
    RoundResult round = new RoundResult(0, 1, network.params(), null, 2, 2 * Divergence.LIMIT, 1);
    assertThatCode(() -> new Divergence(network).check(round, null)).doesNotThrowAnyException();
  }
}
