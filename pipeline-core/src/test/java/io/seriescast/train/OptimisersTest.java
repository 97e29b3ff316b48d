package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.model.ModelSettings.CellKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of a step learns, and goes on from a checkpoint as if it had not stopped. */
class OptimisersTest {
  private static TrainingFixture fixture(TrainSettings settings) {
    return new TrainingFixture(TrainingFixture.sine(160), CellKind.GRU, 8, settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimiser=adam",
        "weight-decay=0.01",
        "optimiser=sgd,learning-rate=0.1",
        "optimiser=sgd,momentum=0,learning-rate=0.2",
        "optimiser=rmsprop,learning-rate=0.003",
        "clip-norm=0,clip-value=0.05",
        "schedule=step,decay-epochs=2,decay-factor=0.3",
        "schedule=plateau,decay-epochs=1,learning-rate=0.05",
        "schedule=one-cycle"
      })
  void learnsAndResumesBitEqual(String choice) {
    TrainSettings settings = TrainingFixture.settings(6, 8, 2, 3, choice.split(","));
    KeptCheckpoints kept = new KeptCheckpoints();
    Trained whole = fixture(settings).train(kept);
    assertThat(whole.losses().get(5).trainLoss()).isLessThan(whole.losses().get(0).trainLoss() / 2);

    Trained resumed = fixture(settings).train(KeptCheckpoints.with(kept.after(4, 0)));

    assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    assertThat(resumed.updaterState()).isEqualTo(whole.updaterState());
    assertThat(resumed.losses())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(whole.losses());
  }

  @Test
  void aPlateauLowersTheRateAndAStepDoesSoByItself() {
    Trained step =
        fixture(
                TrainingFixture.settings(
                    4, 8, 1, 8, "schedule=step", "decay-epochs=2", "decay-factor=0.5"))
            .train(CheckpointStore.NONE);
    assertThat(step.losses().stream().map(EpochLoss::learningRate))
        .containsExactly(0.01, 0.005, 0.005, 0.0025);
    // A rate so small that nothing gains: the loss stands, and the rate falls every two epochs.
    Trained plateau =
        fixture(
                TrainingFixture.settings(
                    6, 8, 1, 8, "schedule=plateau", "decay-epochs=2", "learning-rate=1e-12"))
            .train(CheckpointStore.NONE);
    assertThat(plateau.losses().stream().map(EpochLoss::learningRate))
        .containsExactly(1e-12, 1e-12, 1e-12, 5e-13, 5e-13, 2.5e-13);
  }

  @Test
  void clippingBoundsAStep() {
    double[] free = firstStep("clip-norm=0", "clip-value=0");
    double[] byValue = firstStep("clip-norm=0", "clip-value=1e-4");
    double[] byNorm = firstStep("clip-norm=1e-3", "clip-value=0");
    assertThat(largest(free)).isGreaterThan(1e-3);
    assertThat(largest(byValue)).isCloseTo(1e-4, within(1e-7));
    // of each of the two layers
    assertThat(norm(free)).isGreaterThan(0.01);
    assertThat(norm(byNorm)).isBetween(0.999e-3, Math.sqrt(2) * 1.001e-3);
  }

  /** What one step of plain SGD at rate 1 adds to the parameters. */
  private static double[] firstStep(String... clipping) {
    List<String> choices =
        new ArrayList<>(
            List.of("optimiser=sgd", "momentum=0", "schedule=constant", "learning-rate=1"));
    choices.addAll(List.of(clipping));
    TrainSettings settings =
        TrainingFixture.settings(1, 1000, 1, 1, choices.toArray(String[]::new));
    float[] before = fixture(settings).network().params().toFloatVector();
    float[] after = fixture(settings).train(CheckpointStore.NONE).parameters();
    return IntStream.range(0, before.length).mapToDouble(i -> after[i] - before[i]).toArray();
  }

  private static double largest(double[] step) {
    return Arrays.stream(step).map(Math::abs).max().orElseThrow();
  }

  private static double norm(double[] step) {
    return Math.sqrt(Arrays.stream(step).map(d -> d * d).sum());
  }

  @Test
  void weightDecayIsDecoupledFromTheGradient() {
    // One step of plain SGD: what decay adds is rate · λ · w on every weight and nothing on biases.
    TrainSettings plain =
        TrainingFixture.settings(1, 1000, 1, 1, "optimiser=sgd", "momentum=0", "schedule=constant");
    TrainSettings decayed =
        TrainingFixture.settings(
            1, 1000, 1, 1, "optimiser=sgd", "momentum=0", "schedule=constant", "weight-decay=0.1");
    float[] before = fixture(plain).network().params().toFloatVector();
    Trained without = fixture(plain).train(CheckpointStore.NONE);
    Trained with = fixture(decayed).train(CheckpointStore.NONE);
    int decaying = 0;
    for (int i = 0; i < before.length; i++) {
      float shrunk = without.parameters()[i] - with.parameters()[i];
      if (shrunk != 0) {
        decaying++;
        assertThat(shrunk).isCloseTo(0.01f * 0.1f * before[i], within(1e-7f));
      }
    }
    // GRU: 3 gates of 8 units on 1 input and 8 states; linear layer: 8. The rest are biases.
    assertThat(decaying).isBetween(3 * 8 * 9, 3 * 8 * 9 + 8);
    assertThat(with.losses().get(0).trainLoss()).isEqualTo(without.losses().get(0).trainLoss());
  }
}
