package io.seriescast.jobs;

import com.typesafe.config.Config;
import io.seriescast.Pipeline;
import io.seriescast.Settings;
import io.seriescast.Step;
import io.seriescast.cell.Cell;
import io.seriescast.config.ConfigFiles;
import io.seriescast.publish.Output;
import io.seriescast.table.Table;
import io.seriescast.train.CellBenchmark;
import io.seriescast.train.TrainingBenchmark;
import io.seriescast.window.Inputs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throughput of training, as ratios within one run. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How fast training is, in one run:",
      "layers     our layers beside Deeplearning4j's, plain fit on one thread",
      "averaging  whole trainings by plain fit, two plain fits at once (the limit of two cores), 1 worker"
          + " and 2 workers: seconds of the first epoch, windows/s after it, cost of a round, losses,"
          + " checksum of the parameters (2 workers twice), memory"
    })
final class BenchTrainCommand implements Callable<Integer> {
  private static final String RUN = "bench";
  private static final List<Cell> CELLS = List.of(Cell.RNN_TANH, Cell.LSTM, Cell.GRU);

  /** A hundred noisy series; what is set on the command line or in a file comes after it. */
  private static final List<String> SERIES =
      List.of(
          "source.generate.kind=seasonal",
          "source.generate.series=100",
          "window.context=24",
          "model.cells=lstm",
          "train.batch-size=256",
          "train.epochs=5");

  enum Part {
    LAYERS,
    AVERAGING
  }

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      defaultValue = "layers,averaging",
      description = "layers, averaging; default both.")
  private List<Part> parts = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description = "layers: processor seconds of a measured round; default ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "averaging: what to train on, instead of generated series.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "averaging: one key of the configuration. Repeatable.")
  private List<String> sets = List.of();

  // Main looks for it in the arguments.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--debug", description = "Print stack traces.")
  private boolean debug;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (parts.contains(Part.LAYERS)) {
      layers();
    }
    if (parts.contains(Part.AVERAGING)) {
      averaging();
    }
    return 0;
  }

  private void layers() {
    out.println("layers, plain fit on one thread, windows per second of processor time");
    out.println("cell       batch  hidden  layers  steps      ours     stock  ours/stock");
    CellBenchmark.standard(seconds).run(CELLS, List.of(32, 256), true).forEach(this::print);
    CellBenchmark.folded(seconds).run(CELLS, List.of(256), false).forEach(this::print);
  }

  private void print(CellBenchmark.Row row) {
    boolean stock = Double.isFinite(row.stockWindowsPerSecond());
    out.println(
        "%-9s %6d %7d %7d %6d %9.0f %9s %11s"
            .formatted(
                row.cell(),
                row.batch(),
                row.hidden(),
                row.layers(),
                row.window(),
                row.windowsPerSecond(),
                stock ? "%.0f".formatted(row.stockWindowsPerSecond()) : "-",
                stock
                    ? "%.1f".formatted(row.windowsPerSecond() / row.stockWindowsPerSecond())
                    : "-"));
  }

  private void averaging() throws IOException {
    Path folder = Files.createTempDirectory("seriescast-bench");
    try (Session session = Session.start(Settings.bind(config(folder, 1)).source())) {
      Dataset<Row> prepared = prepared(session, folder);
      Settings settings = settings(session, folder, 1);
      Inputs inputs = Inputs.fit(prepared, settings.source());
      TrainingBenchmark benchmark =
          new TrainingBenchmark(prepared, settings.window(), inputs, settings.model());
      out.println("whole trainings, seconds on the wall; loss of the last epoch");
      out.println(
          "training                        windows  1st s  s/epoch  windows/s  / plain  round ms"
              + "      loss  parameters  RSS MB 2nd  last");
      TrainingBenchmark.Measured plain = benchmark.plainFit(settings.train());
      print(plain, plain);
      print(benchmark.plainFits(settings.train(), 2), plain);
      for (int workers : new int[] {1, 2, 2}) {
        print(benchmark.averaged(settings(session, folder, workers).train()), plain);
      }
    } finally {
      JavaUtils.deleteRecursively(folder.toFile());
    }
  }

  private Settings settings(Session session, Path folder, int workers) {
    return pipeline(session, folder, workers).settings();
  }

  private Config config(Path folder, int workers) {
    List<String> all = new ArrayList<>(config == null ? SERIES : List.of());
    all.addAll(sets);
    all.add("publish.output=" + folder);
    all.add("train.workers=" + workers);
    return ConfigFiles.load(config, all);
  }

  private Dataset<Row> prepared(Session session, Path folder) {
    pipeline(session, folder, 1).run(List.of(Step.GENERATE, Step.INGEST, Step.PREPARE));
    return Output.open(session.spark(), folder.toString())
        .run(RUN)
        .read(session.spark(), Table.PREPARED);
  }

  private Pipeline pipeline(Session session, Path folder, int workers) {
    return Pipeline.open(
        session.spark(), config(folder, workers), RUN, false, new Console(() -> false));
  }

  private void print(TrainingBenchmark.Measured row, TrainingBenchmark.Measured plain) {
    boolean second = row.resident().size() > 1;
    out.println(
        "%-30s %8d %6.2f %8.2f %10.0f %8.2f %9s %9.3g    %08x %11s %5s"
            .formatted(
                row.how(),
                row.windows(),
                row.seconds().get(0),
                row.secondsPerEpoch(),
                row.windowsPerSecond(),
                row.windowsPerSecond() / plain.windowsPerSecond(),
                row.rounds() == 0 ? "-" : "%.0f".formatted(overhead(row, plain)),
                row.losses().get(row.losses().size() - 1),
                row.parameters(),
                second ? megabytes(row.resident().get(1)) : "-",
                megabytes(row.resident().get(row.resident().size() - 1))));
  }

  /** What a round takes beside the training that is its own, in milliseconds. */
  private static double overhead(TrainingBenchmark.Measured row, TrainingBenchmark.Measured plain) {
    double training = plain.secondsPerEpoch() / row.workers();
    return (row.secondsPerEpoch() - training) / row.rounds() * 1e3;
  }

  private static String megabytes(long bytes) {
    return Long.toString(bytes >> 20);
  }
}
