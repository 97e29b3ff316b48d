package io.seriescast.train;

import io.seriescast.model.ModelSettings;
import io.seriescast.model.Networks;
import io.seriescast.model.Optimiser;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.WindowWeights;
import io.seriescast.window.Windows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Whole trainings on the same prepared series, by parameter averaging and by DL4J's plain {@code
 * fit}: seconds, losses, parameters and memory side by side. The seconds are of a clock on the
 * wall.
 */
public final class TrainingBenchmark {
  /**
   * One training.
   *
   * @param windows of an epoch
   * @param rounds of averaging in an epoch; 0 for plain fit
   * @param seconds of every epoch
   * @param losses of training, of every epoch
   * @param parameters a checksum of the trained parameters: equal for trainings that end equal
   * @param resident memory of this process after every epoch, in bytes; −1 where it is not told
   */
  public record Measured(
      String how,
      int workers,
      long windows,
      long rounds,
      List<Double> seconds,
      List<Double> losses,
      long parameters,
      List<Long> resident) {
    /**
     * Of all epochs but the first, which compiles; the least, which what else the machine does has
     * disturbed the least.
     */
    public double secondsPerEpoch() {
      return seconds.stream().skip(1).min(Double::compare).orElse(seconds.get(0));
    }

    public double windowsPerSecond() {
      return windows / secondsPerEpoch();
    }
  }

  private final Dataset<Row> prepared;
  private final WindowSettings window;
  private final ModelSettings model;
  private final WindowEncoder encoder;

  /**
   * @param prepared {@link io.seriescast.table.Table#PREPARED}
   * @param model its first cell is trained
   */
  public TrainingBenchmark(
      Dataset<Row> prepared, WindowSettings window, Inputs inputs, ModelSettings model) {
    this.prepared = prepared;
    this.window = window;
    this.model = model;
    this.encoder = new WindowEncoder(window, inputs);
  }

  /**
   * Without Spark, as many trainings side by side as there are threads, all of them the same and
   * none knowing of another: what the machine's cores can do at most, on which averaging can only
   * lose.
   */
  public Measured plainFits(TrainSettings settings, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Measured> training = () -> plainFit(settings);
      List<Measured> all = new ArrayList<>();
      for (Future<Measured> one : pool.invokeAll(Collections.nCopies(threads, training))) {
        all.add(one.get());
      }
      Measured first = all.get(0);
      List<Double> slowest =
          IntStream.range(0, settings.epochs())
              .mapToObj(
                  epoch ->
                      all.stream().mapToDouble(one -> one.seconds().get(epoch)).max().orElseThrow())
              .toList();
      return new Measured(
          threads + " plain fits at once",
          threads,
          threads * first.windows(),
          0,
          slowest,
          first.losses(),
          first.parameters(),
          first.resident());
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("a training of the benchmark failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** On this thread, without Spark. */
  public Measured plainFit(TrainSettings settings) {
    WindowBlocks training =
        WindowBlocks.deal(prepared, Windows.training(window, settings.seed()), 1);
    WindowBlock block = training.blocks().first();
    WindowWeights weights = WindowWeights.fit(settings.weights(), training, encoder);
    MultiLayerNetwork network = network(settings, optimiser(settings, training));
    List<Double> seconds = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      long start = System.nanoTime();
      losses.add(
          PlainFit.epoch(
              network, block, encoder, weights, settings.batchSize(), settings.seed(), epoch));
      seconds.add((System.nanoTime() - start) / 1e9);
      resident.add(resident());
    }
    float[] parameters = network.params().dup('c').data().asFloat();
    training.release();
    return new Measured(
        "plain fit", 1, block.size(), 0, seconds, losses, checksum(parameters), resident);
  }

  /** By averaging over the workers of the settings. */
  public Measured averaged(TrainSettings settings) {
    WindowBlocks training =
        WindowBlocks.deal(prepared, Windows.training(window, settings.seed()), settings.workers());
    Optimiser optimiser = optimiser(settings, training);
    List<Long> resident = new ArrayList<>();
    TrainingProgress watch =
        new TrainingProgress() {
          @Override
          public void epoch(EpochLoss loss, int epochs) {
            resident.add(resident());
          }
        };
    Trained trained =
        new Trainer(
                "bench",
                settings,
                settings.seed(),
                network(settings, optimiser),
                optimiser.rate(),
                TrainingData.of(encoder, training, WindowBlocks.none(prepared), settings),
                watch,
                CheckpointStore.NONE)
            .train();
    int minibatches = Trainer.minibatchesPerEpoch(training, settings.batchSize());
    training.release();
    return new Measured(
        "%d workers, averaged every %d"
            .formatted(settings.workers(), settings.averagingFrequency()),
        training.workers(),
        training.windows(),
        Trainer.ceilDiv(minibatches, settings.averagingFrequency()),
        trained.losses().stream().map(EpochLoss::seconds).toList(),
        trained.losses().stream().map(EpochLoss::trainLoss).toList(),
        checksum(trained.parameters()),
        resident);
  }

  private static Optimiser optimiser(TrainSettings settings, WindowBlocks training) {
    return settings.optimiser(Trainer.minibatchesPerEpoch(training, settings.batchSize()));
  }

  private MultiLayerNetwork network(TrainSettings settings, Optimiser optimiser) {
    return Networks.create(
        model, model.cells().get(0), encoder.shape(), optimiser, settings.seed());
  }

  private static long checksum(float[] parameters) {
    ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
    bytes.asFloatBuffer().put(parameters);
    CRC32 checksum = new CRC32();
    checksum.update(bytes.array());
    return checksum.getValue();
  }

  /** As Linux tells it. */
  private static long resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
