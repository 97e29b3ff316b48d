package io.seriescast.jobs;

import io.seriescast.cell.Cell;
import io.seriescast.train.CellBenchmark;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throughput of training, as ratios within one run. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Training throughput: our layers beside Deeplearning4j's, in one run.")
final class BenchTrainCommand implements Callable<Integer> {
  private static final List<Cell> CELLS = List.of(Cell.RNN_TANH, Cell.LSTM, Cell.GRU);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processor seconds of a measured round; default ${DEFAULT-VALUE}.")
  private double seconds;

  // Main looks for it in the arguments.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--debug", description = "Print stack traces.")
  private boolean debug;

  private final PrintStream out = System.out;

  @Override
  public Integer call() {
    cells();
    return 0;
  }

  private void cells() {
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
}
