package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.model.ModelSettings.CellKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class RoundResultTest {
  private static List<RoundResult> results(int workers) {
    Random random = new Random(7);
    List<RoundResult> results = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      float[] values = new float[50];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6)));
      }
      results.add(
          new RoundResult(w, 1, Nd4j.createFromArray(values), null, 10 + w, 0.5 * w, 3 + w % 2));
    }
    return results;
  }

  @Test
  void theSumIsTheSameBitForBitInWhateverOrderWorkersEnd() {
    float[] inOrder = RoundResult.sum(results(9)).parameters().toFloatVector();
    for (int seed = 0; seed < 20; seed++) {
      List<RoundResult> shuffled = results(9);
      Collections.shuffle(shuffled, new Random(seed));
      RoundResult sum = RoundResult.sum(shuffled);
      assertThat(sum.parameters().toFloatVector()).isEqualTo(inOrder);
      assertThat(sum.workers()).isEqualTo(9);
      assertThat(sum.windows()).isEqualTo(9 * 10 + 36);
      assertThat(sum.lossSum()).isEqualTo(18);
      assertThat(sum.minibatches()).isEqualTo(4);
    }
  }

  @Test
  void oneThatIsNotFiniteStandsForAll() {
    List<RoundResult> results = results(5);
    results.get(3).parameters().putScalar(7, Float.POSITIVE_INFINITY);
    RoundResult sum = RoundResult.sum(results);
    assertThat(sum.isFinite()).isFalse();
    assertThat(sum.worker()).isEqualTo(3);
  }

  @Test
  void manyWorkersAreSummedUpBeforeTheDriverAndRepeat() {
    int workers = ExactAveragingMaster.GROUP + 2;
    TrainSettings settings = TrainingFixture.settings(1, 4, workers, 1);
    TrainingFixture fixture =
        new TrainingFixture(TrainingFixture.sine(130), CellKind.RNN, 4, settings);
    Trained once = fixture.train(CheckpointStore.NONE);
    Trained again = fixture.train(CheckpointStore.NONE);
    assertThat(again.parameters()).isEqualTo(once.parameters());
    assertThat(again.updaterState()).isEqualTo(once.updaterState());
    assertThat(once.losses().get(0).windowsTrained()).isEqualTo(fixture.training.windows());
    assertThat(once.losses().get(0).trainLoss()).isCloseTo(0.3, within(0.3));

    MultiLayerNetwork broken = fixture.network();
    broken.params().putScalar(0, Double.NaN);
    assertThatThrownBy(() -> fixture.train(broken, TrainingProgress.SILENT, CheckpointStore.NONE))
        .hasMessageContaining("diverged in epoch 1");
  }
}
