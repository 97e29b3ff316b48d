package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowCountsTest {
  @Test
  @DisplayName(
      "F19 more windows than an int can count: minibatches are counted right, or it is said")
  void beyondInt() {
    assertThat(Trainer.minibatchesPerEpoch(3_000_000_000L, 2, 32)).isEqualTo(46_875_000);
    assertThat(Trainer.minibatchesPerEpoch(3_000_000_001L, 2, 32)).isEqualTo(46_875_001);
    assertThat(Trainer.minibatchesPerEpoch(1L << 31, 1, 1 << 10)).isEqualTo(1 << 21);
    assertThatThrownBy(() -> Trainer.minibatchesPerEpoch(1L << 40, 1, 1))
        .isInstanceOf(ArithmeticException.class);
  }
}
