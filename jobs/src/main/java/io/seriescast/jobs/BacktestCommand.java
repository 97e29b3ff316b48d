package io.seriescast.jobs;

import io.seriescast.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the forecasts of the past would have been. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Forecasts and scores at several cutoffs, each with what was known then (section"
            + " evaluate.backtest), and publishes that.")
final class BacktestCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Override
  public Integer call() {
    return Job.run(options, List.of("evaluate.backtest.enabled=true"), Step::of);
  }
}
