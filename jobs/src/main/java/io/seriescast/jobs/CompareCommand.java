package io.seriescast.jobs;

import io.seriescast.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Several cells side by side: the same windows, one run, one report. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Trains RNN, LSTM and GRU (or those of --set model.cells=…) on the same windows and"
            + " compares them in one report.")
final class CompareCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Override
  public Integer call() {
    return Job.run(options, List.of("model.cells=[rnn,lstm,gru]"), Step::of);
  }
}
