package io.seriescast.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Benchmarks on this machine or cluster; each prints its own table. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "BENCHMARK",
    description = "Benchmarks on this machine or cluster.",
    subcommands = {BenchTrainCommand.class, BenchPrepareCommand.class})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a BENCHMARK is missing");
  }
}
