package io.seriescast.jobs;

import io.seriescast.Settings;
import io.seriescast.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A job of one step of the flow. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class StepCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  private final Step step;

  StepCommand(Step step) {
    this.step = step;
  }

  @Override
  public Integer call() {
    return Job.run(options, List.of(), this::steps);
  }

  /** The step alone; those before it must have been done by commands of their own. */
  List<Step> steps(Settings settings) {
    return List.of(step);
  }
}
