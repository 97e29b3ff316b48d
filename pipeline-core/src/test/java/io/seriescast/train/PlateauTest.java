package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {
  /** After which epochs the rate falls. */
  private static List<Integer> falls(int patience, double... losses) {
    List<EpochLoss> sofar = new ArrayList<>();
    List<Integer> falls = new ArrayList<>();
    for (double loss : losses) {
      sofar.add(new EpochLoss("network", sofar.size() + 1, 9, loss, 0.01, 1, 1));
      if (Plateau.falls(sofar, patience)) {
        falls.add(sofar.size());
      }
    }
    return falls;
  }

  @Test
  void fallsAfterSoManyEpochsWithoutGain() {
    assertThat(falls(2, 5, 4, 4, 4, 4, 4, 3, 3.5, 2)).containsExactly(4, 6);
    assertThat(falls(1, 5, 5, 5, 4)).containsExactly(2, 3);
    assertThat(falls(3, 5, 4, 3, 2, 1)).isEmpty();
  }

  @Test
  void aGainTooSmallToMatterIsNone() {
    assertThat(falls(1, 1, 0.99995, 0.9)).containsExactly(2);
  }

  @Test
  void withoutValidationItGoesByTheTrainingLoss() {
    assertThat(falls(2, Double.NaN, Double.NaN, Double.NaN)).containsExactly(3);
  }
}
