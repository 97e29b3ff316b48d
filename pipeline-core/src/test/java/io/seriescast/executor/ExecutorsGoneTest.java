package io.seriescast.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rule; the real thing is {@code submit/soak.sh 1 relentless}. */
class ExecutorsGoneTest {
  private final ExecutorsGone gone = new ExecutorsGone(Duration.ofSeconds(60), 0);

  private boolean tooLong(int executors, int jobs, int second) {
    return gone.tooLong(executors, jobs, TimeUnit.SECONDS.toNanos(second));
  }

  @Test
  @DisplayName("F52 jobs that no executor has been there for are given up after the limit")
  void noneForTooLong() {
    assertThat(tooLong(0, 1, 5)).isFalse();
    assertThat(tooLong(0, 2, 60)).isFalse();
    assertThat(tooLong(0, 2, 61)).isTrue();
  }

  @Test
  @DisplayName("F52 an executor, or nothing to do, begins the time anew")
  void anew() {
    assertThat(tooLong(0, 1, 50)).isFalse();
    assertThat(tooLong(1, 1, 55)).isFalse();
    assertThat(tooLong(0, 1, 110)).isFalse();
    assertThat(tooLong(0, 0, 112)).isFalse();
    assertThat(tooLong(0, 1, 172)).isFalse();
    assertThat(tooLong(0, 1, 173)).isTrue();
  }
}
