package io.seriescast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.seriescast.config.ConfigFiles;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestResumeTest {
  @TempDir Path folder;

  /** Asks to end in the training of one of the fits. */
  private static final class Progress implements PipelineProgress {
    private final int stopIn;
    private final List<Step> skipped = new ArrayList<>();
    private int fit;
    private Step step;

    /** Asks to end while it trains the networks of a fit; 0 for never. */
    Progress(int stopIn) {
      this.stopIn = stopIn;
    }

    @Override
    public void fit(int number, int fits) {
      fit = number;
    }

    @Override
    public void begun(Step step, String runId) {
      this.step = step;
    }

    @Override
    public void skipped(Step step) {
      skipped.add(step);
    }

    @Override
    public boolean stopRequested() {
      return step == Step.TRAIN && fit == stopIn;
    }
  }

  @Test
  @DisplayName(
      "F53, F69 a backtest that ended in its second fit goes on there and comes to the same")
  void stopsAndGoesOn() {
    backtest("undisturbed", new Progress(0));
    assertThatThrownBy(() -> backtest("stopped", new Progress(2)))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.STOPPED));
    Progress again = new Progress(0);
    backtest("stopped", again);
    assertThat(again.skipped)
        .containsExactly(
            Step.GENERATE, Step.INGEST, Step.PREPARE, Step.TRAIN, Step.FORECAST, Step.PREPARE);
    for (String table : List.of("predictions", "scalers", "metrics", "status")) {
      assertThat(rows("stopped", table)).as(table).isEqualTo(rows("undisturbed", table));
    }
    assertThat(folder.resolve("output/work/stopped")).doesNotExist();
  }

  @Test
  @DisplayName("F69 what is asked to end between two steps begins no other")
  void stopsBetweenSteps() {
    List<Step> begun = new ArrayList<>();
    PipelineProgress asked =
        new PipelineProgress() {
          @Override
          public void begun(Step step, String runId) {
            begun.add(step);
          }

          @Override
          public boolean stopRequested() {
            return begun.contains(Step.INGEST);
          }
        };
    assertThatThrownBy(() -> backtest("between", asked))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.STOPPED))
        .hasMessageContainingAll(
            "stopped from outside (SIGTERM) before backtest", "--run-id between");
    assertThat(begun).containsExactly(Step.GENERATE, Step.INGEST);
  }

  private void backtest(String id, PipelineProgress progress) {
    Config config =
        ConfigFiles.load(
            null,
            List.of(
                "publish.output=" + folder.resolve("output"),
                "source.generate.points=60",
                "window.context=8",
                "window.horizon=2",
                "model.hidden=4",
                "train.epochs=2",
                "evaluate.gate.enabled=false",
                "evaluate.backtest.enabled=true",
                "evaluate.backtest.cutoffs=2",
                "evaluate.backtest.refit=1"));
    Settings settings = Settings.bind(config);
    Pipeline.open(TestSpark.session(), config, id, false, progress).run(Step.of(settings));
  }

  private List<String> rows(String id, String table) {
    return TestSpark.session()
        .read()
        .parquet(folder.resolve("output/runs/" + id + "/" + table).toString())
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
