package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of one step that goes on from its own forecasts, trained on a few padded windows. */
class RecursiveRunTest {
  @TempDir Path output;

  @Test
  void everyStepOfTheHorizonIsForecastWithIntervals() {
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run",
                output,
                "--run-id",
                "recursive",
                "--set",
                "window.output=1",
                "--set",
                "window.min-context=2",
                "--set",
                "window.max-per-series=9",
                "--set",
                "publish.windows=true",
                "--set",
                "window.local=level",
                "--set",
                "window.differences=[1]"));
    assertThat(told.code()).describedAs(told.err()).isZero();
    PublishedRun run = new PublishedRun(output, "recursive");
    assertThat(run.rows("losses"))
        .allSatisfy(row -> assertThat(row.get("windows_trained")).isEqualTo(9L * SmallRuns.SERIES));
    assertThat(
            TestSpark.session()
                .read()
                .parquet(run.folder().resolve("windows").toString())
                .where("size(context) between 2 and 8 and size(target) = 1")
                .count())
        .isEqualTo(9L * SmallRuns.SERIES);
    List<Map<String, Object>> forecasts =
        run.rows("predictions").stream().filter(row -> row.get("model").equals("rnn")).toList();
    for (int step = 1; step <= SmallRuns.HORIZON; step++) {
      int at = step;
      assertThat(forecasts)
          .filteredOn(row -> row.get("horizon_step").equals(at))
          .hasSize(forecasts.size() / SmallRuns.HORIZON)
          .allSatisfy(row -> assertThat((Double) row.get("y_hat")).isFinite())
          .allSatisfy(row -> assertThat((Double) row.get("y_hat_lo_80")).isFinite());
    }
  }
}
