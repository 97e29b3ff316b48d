package io.seriescast.jobs;

import io.seriescast.PrepareBenchmark;
import io.seriescast.PrepareBenchmark.Size;
import io.seriescast.PrepareBenchmark.Timing;
import io.seriescast.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throughput of ingest, prepare and windows, and how it changes with size and shape. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Rows per second from a Parquet table to filled minibatches; the cost of each input beside the first one's.")
final class BenchPrepareCommand implements Callable<Integer> {
  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "SERIESxPOINTS",
      defaultValue = "5000x200,25000x200,1000x5000",
      description = "Inputs to generate, in turn; default ${DEFAULT-VALUE}.")
  private List<String> sizes;

  @Option(
      names = "--skew",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Of all rows that one series has, 0..0.99; default ${DEFAULT-VALUE}: no more than others.")
  private double skew;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "A Parquet table of one's own (unique_id, ds, y) instead.")
  private String input;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each; the very first pass is a cold one; default ${DEFAULT-VALUE}.")
  private int passes;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for inputs and tables, kept; by default a temporary one.")
  private String output;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Configuration, as window.context=28.")
  private List<String> sets = new ArrayList<>();

  // Main looks for it in the arguments.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--debug", description = "Print stack traces.")
  private boolean debug;

  private final PrintStream out = System.out;
  private double first;

  @Override
  public Integer call() throws IOException {
    List<Size> inputs = sizes.stream().map(this::size).toList();
    Path scratch = output == null ? Files.createTempDirectory("seriescast-bench") : null;
    try (Session session = Session.start(Settings.load(null, read(inputs)).source())) {
      String folder = output == null ? scratch.toString() : output;
      run(new PrepareBenchmark(session.spark(), folder, sets), inputs);
    } finally {
      if (scratch != null) {
        org.apache.commons.io.FileUtils.deleteDirectory(scratch.toFile());
      }
    }
    return 0;
  }

  /** The session is made for what will be read first. */
  private List<String> read(List<Size> inputs) {
    List<String> all = new ArrayList<>(sets);
    all.addAll(
        input == null
            ? inputs.get(0).sets()
            : List.of("source.format=parquet", "source.path=" + input));
    return all;
  }

  private void run(PrepareBenchmark benchmark, List<Size> inputs) {
    out.println("input            pass  step      seconds   rows/s  cpu s  us/row  cost");
    int pass = 0;
    for (int i = 0; i < (input == null ? inputs.size() : 1); i++) {
      String name = input == null ? inputs.get(i).toString() : "input";
      String path = input == null ? benchmark.generate(inputs.get(i)) : input;
      for (int n = 0; n < passes; n++) {
        benchmark.pass(++pass, name, path, this::print);
      }
    }
  }

  private void print(Timing timing) {
    double cost = timing.cpuSeconds() / timing.rows();
    boolean warm = timing.step().equals("all") && timing.pass() == Math.min(2, passes);
    first = warm ? cost : first;
    out.println(
        String.format(
            Locale.ROOT,
            "%-16s %4s  %-8s %8.1f %8.0f %6.1f %7.2f  %s",
            timing.input(),
            timing.pass() == 1 ? "cold" : timing.pass(),
            timing.step(),
            timing.seconds(),
            timing.rows() / timing.seconds(),
            timing.cpuSeconds(),
            1e6 * cost,
            timing.step().equals("all") && first > 0 ? "%.2f".formatted(cost / first) : ""));
  }

  private Size size(String text) {
    if (!text.matches("[1-9]\\d{0,8}x[1-9]\\d{0,8}")) {
      throw io.seriescast.error.PipelineException.configuration(
          "--sizes must be SERIESxPOINTS such as 5000x200, got '%s'", text);
    }
    String[] parts = text.split("x");
    return new Size(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), skew);
  }
}
