package io.seriescast.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowBlocksTest {
  @Test
  @DisplayName("F19 beyond 2^31 windows shares still differ by one at most and each window has one")
  void sharesOfBillions() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long total = 1 + (random.nextLong() >>> (20 + random.nextInt(40)));
      int shares = 1 + (int) (random.nextInt(5000) % total);
      long least = total / shares;
      assertThat(WindowBlocks.border(0, total, shares)).isZero();
      assertThat(WindowBlocks.border(shares, total, shares)).isEqualTo(total);
      for (int i = 0; i < 20; i++) {
        int worker = random.nextInt(shares);
        long first = WindowBlocks.border(worker, total, shares);
        long next = WindowBlocks.border(worker + 1, total, shares);
        assertThat(next - first).isBetween(least, least + 1);
        assertThat(WindowBlocks.workerOf(first, total, shares)).isEqualTo(worker);
        assertThat(WindowBlocks.workerOf(next - 1, total, shares)).isEqualTo(worker);
      }
    }
  }
}
