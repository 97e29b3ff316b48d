package io.seriescast;

import io.seriescast.config.ConfigFiles;
import io.seriescast.publish.Output;
import io.seriescast.source.GenerateSettings;
import io.seriescast.source.Generator;
import io.seriescast.table.Table;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowEncoder.Local;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.WindowShape;
import io.seriescast.window.Windows;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What it costs to bring a table to the networks: the steps ingest and prepare as they are, every
 * table written, then the windows dealt and every minibatch filled.
 *
 * @param folder for input and tables, on any Hadoop file system
 * @param sets configuration beside what the benchmark sets
 */
public record PrepareBenchmark(SparkSession spark, String folder, List<String> sets) {
  private static final int BATCH = 256;

  /**
   * An input to generate: so many series of so many points.
   *
   * @param skew of all rows are the first series'; 0: as many as the others have
   */
  public record Size(long series, int points, double skew) {
    /** As configuration. */
    public List<String> sets() {
      return List.of(
          "source.generate.kind=seasonal",
          "source.generate.series=" + series,
          "source.generate.points=" + points,
          "source.generate.skew=" + skew);
    }

    @Override
    public String toString() {
      return series + "x" + points + (skew > 0 ? "+" + skew : "");
    }
  }

  /**
   * One step of one pass.
   *
   * @param pass counts from 1, over all inputs: the first one also loads classes and compiles
   * @param cpuSeconds of this process; what executors elsewhere use is not in it
   */
  public record Timing(
      String input, int pass, String step, long rows, double seconds, double cpuSeconds) {}

  /**
   * Writes generated series as Parquet, unless they are there already.
   *
   * @return where
   */
  public String generate(Size size) {
    String path = "%s/input/%s.parquet".formatted(folder, size);
    GenerateSettings settings = Settings.load(null, size.sets()).source().generate();
    Generator.generate(spark, settings).write().mode("ignore").parquet(path);
    return path;
  }

  /**
   * One pass over an input: steps ingest, prepare and windows, then their sum.
   *
   * @param told each step as soon as it is done
   */
  public void pass(int pass, String input, String path, Consumer<Timing> told) {
    RunContext context = context(pass, path);
    List<Timing> steps = new ArrayList<>();
    long[] rows = new long[1];
    Consumer<Timing> keep =
        timing -> {
          steps.add(timing);
          told.accept(timing);
        };
    time(
        pass,
        input,
        "ingest",
        () -> rows[0] = (long) new IngestStep(context).ingest().get("read"),
        rows,
        keep);
    Map<String, Object> facts = new HashMap<>();
    time(
        pass, input, "prepare", () -> facts.putAll(new PrepareStep(context).prepare()), rows, keep);
    Object plan = facts.getOrDefault(RunContext.PLAN, Map.of());
    RunContext planned = context.planned(RunContext.texts(plan));
    time(pass, input, "windows", () -> fillMinibatches(planned), rows, keep);
    told.accept(
        new Timing(
            input,
            pass,
            "all",
            rows[0],
            steps.stream().mapToDouble(Timing::seconds).sum(),
            steps.stream().mapToDouble(Timing::cpuSeconds).sum()));
  }

  private RunContext context(int pass, String path) {
    List<String> all = new ArrayList<>(List.of("source.format=parquet", "source.path=" + path));
    all.addAll(sets);
    return RunContext.of(
        spark,
        ConfigFiles.load(null, all),
        Output.create(spark, folder + "/output").run("pass-" + pass));
  }

  private static void time(
      int pass, String input, String step, Runnable work, long[] rows, Consumer<Timing> told) {
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    work.run();
    told.accept(
        new Timing(
            input, pass, step, rows[0], (System.nanoTime() - start) / 1e9, cpuSeconds() - cpu));
  }

  private static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  /** An epoch without a network: every window is encoded once. */
  private void fillMinibatches(RunContext context) {
    Settings settings = context.settings();
    Dataset<Row> prepared = context.run().read(spark, Table.PREPARED);
    WindowSettings window = settings.window().network();
    WindowEncoder encoder = new WindowEncoder(window, Inputs.fit(prepared, settings.source()));
    WindowBlocks windows =
        WindowBlocks.deal(
            prepared,
            Windows.training(window, settings.train().seed()),
            settings.train().workers());
    long filled = windows.blocks().map(block -> fill(block, encoder)).reduce(Long::sum);
    if (filled != windows.windows()) {
      throw new IllegalStateException(
          "%d of %d windows filled".formatted(filled, windows.windows()));
    }
    windows.release();
  }

  private static long fill(WindowBlock block, WindowEncoder encoder) {
    WindowShape shape = encoder.shape();
    int minibatches = (block.size() + BATCH - 1) / BATCH;
    long filled = 0;
    for (int m = 0; m < minibatches; m++) {
      int[] batch = block.minibatch(m, minibatches, 42);
      float[] features = new float[batch.length * shape.inputs()];
      float[] labels = new float[batch.length * 2 * shape.horizon()];
      for (int row = 0; row < batch.length; row++) {
        var series = block.series(batch[row]);
        int origin = block.origin(batch[row]);
        Local local = encoder.local(series, origin);
        encoder.context(series, origin, local, features, row);
        encoder.target(series, origin, local, 1, labels, row);
        filled++;
      }
    }
    return filled;
  }
}
