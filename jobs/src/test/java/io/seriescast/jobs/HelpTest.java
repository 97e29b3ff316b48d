package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {
  @TempDir Path folder;

  @Test
  void helpListsTheCommandsAndTheExitCodes() {
    Cli.Told told = Cli.run("--help");
    assertThat(told.code()).isZero();
    assertThat(told.out())
        .contains(
            "run",
            "compare",
            "generate",
            "ingest",
            "prepare",
            "train",
            "forecast",
            "evaluate",
            "backtest",
            "report",
            "runs",
            "bench")
        .containsPattern("6 +publication conflict");
  }

  @Test
  void everyCommandHasHelpWithItsOptions() {
    for (String command : List.of("run", "compare", "backtest", "ingest", "forecast", "report")) {
      Cli.Told told = Cli.run(command, "--help");
      assertThat(told.code()).isZero();
      assertThat(told.out())
          .contains("--config", "--set", "--input", "--output", "--run-id", "--as-of", "--resume")
          .contains("--dry-run", "--debug");
    }
    assertThat(Cli.run("runs", "clean", "--help").out()).contains("--older-than", "P7D");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    Cli.Told told = Cli.run("--version");
    assertThat(told.code()).isZero();
    assertThat(told.out()).matches("seriescast \\d+\\.\\d+\\.\\d+.*\\R");
  }

  @Test
  void aPathIsOneWordOfAShell() {
    assertThat(SummaryText.quoted("file:/data/out-1")).isEqualTo("/data/out-1");
    assertThat(SummaryText.quoted("hdfs://h:1/x")).isEqualTo("hdfs://h:1/x");
    assertThat(SummaryText.quoted("/My Own's $1")).isEqualTo("'/My Own'\\''s $1'");
  }

  @Test
  void aDryRunPrintsTheEffectiveConfigurationAndTouchesNothing() {
    Path output = folder.resolve("output");
    Cli.Told told = Cli.run(SmallRuns.args("run", output, "--dry-run"));
    assertThat(told.code()).isZero();
    assertThat(told.out())
        .contains("train.epochs = 4", "publish.output = \"" + output + "\"")
        .contains("# steps: generate, ingest, prepare, train, forecast, evaluate, report");
    assertThat(Files.exists(output)).isFalse();
  }
}
