package io.seriescast.jobs;

import io.seriescast.Settings;
import io.seriescast.config.ConfigFiles;
import io.seriescast.error.PipelineException;
import io.seriescast.publish.Commit;
import io.seriescast.publish.Manifest;
import io.seriescast.publish.Output;
import io.seriescast.publish.Runs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What is in an output folder; needs no Spark session. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "(list | show | verify | clean)",
    description = "Lists, shows, verifies and cleans the runs of an output folder.")
final class RunsCommand implements Runnable {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Your configuration, for its publish.output.")
  private Path config;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "publish.output: the folder of all runs.")
  private String folder;

  // Main looks for it in the arguments.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces.")
  private boolean debug;

  @Spec private CommandSpec spec;

  private final PrintStream out = System.out;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about the runs: list, show, verify or clean?");
  }

  private Output output() {
    String place =
        Optional.ofNullable(folder)
            .orElseGet(() -> Settings.bind(ConfigFiles.load(config, List.of())).publish().output());
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    return Output.open(hadoop, place);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The published runs, oldest first, and those that are not finished.")
  int list() {
    Output output = output();
    out.println("commit  run                       committed             series  models");
    for (Commit c : output.commits()) {
      out.println(
          "%6d  %-24s  %-20.20s  %,6d  %s"
              .formatted(
                  c.number(),
                  c.runId(),
                  c.committed().toString(),
                  c.series(),
                  String.join(", ", c.models())));
    }
    output
        .unfinished()
        .forEach(run -> out.println("     -  %-24s  unfinished".formatted(run.runId())));
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "A published run: versions, input, account of the rows, steps, configuration.")
  int show(@Parameters(paramLabel = "RUN_ID", description = "The run.") String runId) {
    Manifest m = Runs.show(output(), runId);
    out.println("run            " + m.runId());
    out.println("created        " + m.created());
    if (m.asOf() != null) {
      out.println("as of          " + m.asOf());
    }
    out.println("series         " + m.statusCounts());
    out.println(
        "rows           %,d read = %,d used + %,d quarantined + %,d deduplicated"
            .formatted(
                m.rows().read(), m.rows().used(), m.rows().quarantined(), m.rows().deduplicated()));
    out.println("models         " + String.join(", ", m.models()));
    out.println("seed           " + m.seed());
    out.println(
        "input          %d files, %,d bytes, SHA-256 of the %s %s"
            .formatted(m.input().files(), m.input().bytes(), m.input().kind(), m.input().sha256()));
    out.println("configuration  SHA-256 " + m.configSha256());
    out.println("files          %,d".formatted(m.files().size()));
    m.steps()
        .forEach(s -> out.println("step           %-9s %.1f s".formatted(s.step(), s.seconds())));
    print("version        ", m.versions());
    print("", m.config());
    return 0;
  }

  private void print(String before, Map<String, String> values) {
    values.forEach((key, value) -> out.println(before + key + " = " + value));
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Compares every file of published runs with what was sealed at publication.")
  int verify(
      @Parameters(paramLabel = "RUN_ID", arity = "0..*", description = "The runs; all by default.")
          List<String> runIds) {
    Output output = output();
    List<String> ids =
        runIds == null || runIds.isEmpty()
            ? output.commits().stream().map(Commit::runId).toList()
            : runIds;
    List<String> differences = new ArrayList<>();
    for (String id : ids) {
      List<String> found = Runs.verify(null, output, id);
      out.println(
          "%s  %s".formatted(id, found.isEmpty() ? "as published" : found.size() + " differences"));
      found.forEach(d -> differences.add(id + ": " + d));
    }
    if (!differences.isEmpty()) {
      throw PipelineException.data(
          "%d differences from what was published:%n%s",
          differences.size(), String.join(System.lineSeparator(), differences));
    }
    return 0;
  }

  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = "Deletes what dead and unfinished runs left behind; never a published run.")
  int clean(
      @Option(
              names = "--older-than",
              paramLabel = "DURATION",
              defaultValue = "P7D",
              description = "Untouched for so long, as P7D or PT12H; default ${DEFAULT-VALUE}.")
          Duration age,
      @Option(names = "--dry-run", description = "Only list what would be deleted.")
          boolean dryRun) {
    Output output = output();
    List<Runs.Leftover> leftovers =
        dryRun
            ? Runs.leftovers(output, age, Clock.systemUTC())
            : Runs.clean(output, age, Clock.systemUTC(), "runs-clean");
    leftovers.forEach(
        l -> out.println("%s  %,d bytes, %s".formatted(l.path(), l.bytes(), l.reason())));
    out.println("%d %s".formatted(leftovers.size(), dryRun ? "to delete" : "deleted"));
    return 0;
  }
}
