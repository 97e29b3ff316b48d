package io.seriescast.jobs;

import io.seriescast.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job: all steps of the flow in order. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "All steps in order; with no more arguments the tutorial's sine wave.")
final class RunCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Override
  public Integer call() {
    return Job.run(options, List.of(), Step::of);
  }
}
