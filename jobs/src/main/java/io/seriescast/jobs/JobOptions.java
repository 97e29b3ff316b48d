package io.seriescast.jobs;

import io.seriescast.error.PipelineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that all jobs share. */
final class JobOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Your configuration (HOCON), differences from the defaults only.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One key of the configuration; wins over the file. Repeatable.")
  private List<String> sets = List.of();

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "source.path: file, folder, glob, or the table's name.")
  private String input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "publish.output: the folder of all runs.")
  private String output;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The run to begin or to carry on; a new one by default.")
  private String runId;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "source.as-of: nothing after this instant is used, as 2026-01-31T00:00:00Z.")
  private String asOf;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "forecast.model: forecast with the networks of a published run.")
  private String model;

  @Option(
      names = "--resume",
      description =
          "Carry on the newest unfinished run of the same configuration and input; with none, begin one.")
  private boolean resume;

  @Option(
      names = "--dry-run",
      description = "Print the effective configuration and what would be done, and stop.")
  private boolean dryRun;

  // Main looks for it in the arguments: it must also work for failures before the options are read.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--debug", description = "Print stack traces.")
  private boolean debug;

  Path config() {
    return config;
  }

  /** All that overrides the file, the options' own names last. */
  List<String> sets(List<String> first) {
    List<String> all = new ArrayList<>(first);
    all.addAll(sets);
    add(all, "source.path", input);
    add(all, "source.as-of", asOf);
    add(all, "publish.output", output);
    add(all, "forecast.model", model);
    return all;
  }

  private static void add(List<String> all, String key, String value) {
    if (value != null) {
      if (value.isBlank()) {
        throw PipelineException.configuration(
            "%s '': expected a value on the command line (an unset variable of the shell?)", key);
      }
      all.add(key + "=" + com.typesafe.config.ConfigUtil.quoteString(value));
    }
  }

  String runId() {
    return runId;
  }

  boolean resume() {
    return resume;
  }

  boolean dryRun() {
    return dryRun;
  }
}
