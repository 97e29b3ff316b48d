package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPrepareTest {
  @TempDir Path folder;

  @Test
  void everyStepOfEveryInputIsTimedAndTheCostsAreCompared() {
    Cli.Told told =
        Cli.run(
            "bench",
            "prepare",
            "--sizes=20x60,5x240",
            "--passes=1",
            "--output=" + folder,
            "--set=window.context=8");
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(told.out())
        .containsPattern("20x60 +cold +ingest")
        .containsPattern("20x60 +cold +all .* 1\\.00\\R")
        .containsPattern("5x240 +2 +windows")
        .containsPattern("5x240 +2 +all .* \\d+\\.\\d\\d\\R");
  }

  @Test
  void anotherFormOfASizeIsRefused() {
    Cli.Told told = Cli.run("bench", "prepare", "--sizes=20");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("--sizes must be SERIESxPOINTS such as 5000x200, got '20'");
  }
}
