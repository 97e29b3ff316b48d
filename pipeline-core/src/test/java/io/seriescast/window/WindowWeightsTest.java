package io.seriescast.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.scale.Scaler;
import io.seriescast.scale.ScalerKind;
import io.seriescast.testing.Configured;
import io.seriescast.testing.PreparedTable;
import io.seriescast.window.WindowEncoder.Local;
import io.seriescast.window.WindowWeights.Kind;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowWeightsTest {
  private static EncodedSeries series(Scaler scaler, double maseScale) {
    double[] y = {1, 2, 3};
    boolean[] observed = {true, true, true};
    return EncodedSeries.of(new PreparedSeries("x", y, observed, 1, scaler, maseScale, new int[0]));
  }

  @Test
  void halfByScaledAndHalfByRelativeErrors() {
    WindowWeights weights = new WindowWeights(Kind.ERROR, 1.25, 0.3);
    // a spread of 2 around a level of 10, where the seasonal error is 1
    assertThat(weights.of(series(Scaler.IDENTITY, 1), 3, new Local(0, 2, 10)))
        .isCloseTo((float) (2 / 1.25 / 2 + 0.2 / 0.3 / 2), within(1e-6f));
    // in units of a scaler that takes 4 for one
    Scaler standard = new Scaler(ScalerKind.STANDARD, 0, 4, 1);
    assertThat(weights.of(series(standard, 4), 3, new Local(0, 0.5, 1.25)))
        .isCloseTo((float) (0.5 / 1.25 / 2 + 0.4 / 0.3 / 2), within(1e-6f));
    // each part at most five times the mean
    assertThat(weights.of(series(Scaler.IDENTITY, 1e-9), 3, new Local(0, 2, 1e-9))).isEqualTo(5f);
    assertThat(new WindowWeights(Kind.NONE, 1, 1).of(series(standard, 4), 3, Local.NONE))
        .isEqualTo(1f);
  }

  @Test
  void overTheTrainingWindowsTheyAreOneInTheMean() {
    Random random = new Random(3);
    PreparedTable table = new PreparedTable();
    for (int s = 0; s < 4; s++) {
      double size = 1 + s;
      table.with(
          "s" + s,
          4,
          3,
          3,
          IntStream.range(0, 40).mapToDouble(t -> size * (9 + random.nextDouble())).toArray());
    }
    WindowSettings window =
        Configured.with("window.context=8", "window.horizon=2", "window.local=spread").window();
    WindowEncoder encoder = new WindowEncoder(window);
    WindowBlocks windows = WindowBlocks.deal(table.build(), Windows.training(window, 1), 2);
    WindowWeights weights = WindowWeights.fit(Kind.ERROR, windows, encoder);
    double sum = 0;
    for (WindowBlock block : windows.blocks().collect()) {
      for (int w = 0; w < block.size(); w++) {
        EncodedSeries one = block.series(w);
        int origin = block.origin(w);
        sum += weights.of(one, origin, encoder.local(one, origin));
      }
    }
    windows.release();
    assertThat(sum / windows.windows()).isCloseTo(1, within(1e-6));
  }
}
