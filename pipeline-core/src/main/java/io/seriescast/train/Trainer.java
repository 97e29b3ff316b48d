package io.seriescast.train;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.model.RateSchedule;
import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one network on dealt windows by parameter averaging.
 *
 * <p>An epoch is {@link #minibatchesPerEpoch} minibatches of each worker, drawn in an order that
 * (seed, epoch) gives, trained in averaging rounds of {@code train.averaging-frequency}
 * minibatches, the last one shorter. Every window is trained on exactly once per epoch, which is
 * counted and checked.
 */
public final class Trainer {
  private static final Logger log = LoggerFactory.getLogger(Trainer.class);

  /** A round that diverged is tried again at half the rate, this often in a row. */
  private static final int ROLLBACKS = 4;

  private final String model;
  private final TrainSettings settings;
  private final long seed;
  private final WindowEncoder encoder;
  private final WindowBlocks training;
  private final WindowBlocks validation;
  private final WindowWeights weights;
  private final TrainingProgress progress;
  private final CheckpointStore checkpoints;

  private final NetworkState state;
  private final SparkDl4jMultiLayer spark;
  private final ExactAveragingMaster master;
  private final List<EpochLoss> losses = new ArrayList<>();
  private int rollbacks;
  private int bestEpoch;
  private float[] bestParameters = new float[0];

  /** The state after the newest epoch while no store has it; null when one does. */
  private Checkpoint unsaved;

  /**
   * @param training windows to train on
   * @param validation windows to measure the loss on after every epoch; may hold none
   * @param network to begin from; its updater's schedule must be {@code rate}
   * @throws PipelineException of kind TRAINING when there is no window to train on
   */
  public Trainer(
      String model,
      TrainSettings settings,
      long seed,
      MultiLayerNetwork network,
      RateSchedule rate,
      WindowEncoder encoder,
      WindowBlocks training,
      WindowBlocks validation,
      WindowWeights weights,
      TrainingProgress progress,
      CheckpointStore checkpoints) {
    if (training.windows() == 0) {
      throw PipelineException.training(
          "training %s: no window to train on; every series is shorter than window.min-context + window.horizon = %d values"
              + " before its held-out parts. Shorten them, or split.test and split.validation",
          model, encoder.history() + encoder.shape().horizon());
    }
    this.model = model;
    this.settings = settings;
    this.seed = seed;
    this.encoder = encoder;
    this.training = training;
    this.validation = validation;
    this.weights = weights;
    this.progress = progress;
    this.checkpoints = checkpoints;
    this.state = new NetworkState(network, rate);
    this.master = new ExactAveragingMaster(training.workers(), settings.averagingFrequency());
    this.spark =
        new SparkDl4jMultiLayer(
            JavaSparkContext.fromSparkContext(training.blocks().context()),
            state.network(),
            master);
  }

  /** Minibatches of each worker in one epoch. */
  public static int minibatchesPerEpoch(long windows, int workers, int batchSize) {
    long largestShare = ceilDiv(windows, (long) workers);
    return Math.toIntExact(ceilDiv(largestShare, (long) batchSize));
  }

  /**
   * Trains all epochs that the newest checkpoint leaves to do.
   *
   * @throws PipelineException of kind TRAINING when training keeps diverging
   */
  public Trained train() {
    restore(checkpoints.latest());
    int count = minibatchesPerEpoch(training.windows(), training.workers(), settings.batchSize());
    for (int epoch = losses.size() + 1; epoch <= settings.epochs() && !stopsEarly(); epoch++) {
      long start = System.nanoTime();
      double lossSum = 0;
      long windows = 0;
      for (int from = 0; from < count; from += settings.averagingFrequency()) {
        int until = Math.min(count, from + settings.averagingFrequency());
        ExactAveragingMaster.Round round = round(epoch, from, until, count);
        lossSum += round.lossSum();
        windows += round.windows();
        long roundsPerEpoch = ceilDiv(count, settings.averagingFrequency());
        long done = (epoch - 1) * roundsPerEpoch + ceilDiv(until, settings.averagingFrequency());
        progress.round(model, epoch, done, roundsPerEpoch * settings.epochs(), lossSum / windows);
        if (progress.stopRequested()) {
          throw stopped();
        }
      }
      if (windows != training.windows()) {
        throw new IllegalStateException(
            "epoch %d of %s trained on %d windows of %d"
                .formatted(epoch, model, windows, training.windows()));
      }
      finish(epoch, lossSum / windows, windows, start);
    }
    if (bestEpoch > 0 && settings.patience() > 0) {
      state.setParameters(bestParameters);
    }
    return new Trained(
        model,
        state.network().getLayerWiseConfigurations().toJson(),
        state.parameters(),
        state.updaterState(),
        state.iteration(),
        rollbacks,
        List.copyOf(losses));
  }

  private ExactAveragingMaster.Round round(int epoch, int from, int until, int count) {
    long order = mix(seed, epoch);
    WindowEncoder cutter = encoder;
    WindowWeights weighting = weights;
    JavaRDD<DataSet> minibatches =
        training
            .blocks()
            .mapPartitionsWithIndex(
                (worker, blocks) -> {
                  WindowBlock block = blocks.next();
                  return Minibatches.of(
                      block, cutter, weighting, from, until, count, mix(order, worker));
                },
                false);
    for (int attempt = 0; ; attempt++) {
      try {
        spark.fit(minibatches);
        return master.last();
      } catch (DivergedException e) {
        rollbacks++;
        if (attempt == ROLLBACKS) {
          throw PipelineException.training(
              "training %s diverged in epoch %d, minibatches %d to %d, and again at %d lower learning rates, down to %.2g"
                  + " (%s). Lower train.learning-rate, lower train.clip-norm, or look at the scaled input",
              model, epoch, from, until - 1, ROLLBACKS, state.learningRate(), e.getMessage());
        }
        state.lowerRate();
        log.warn(
            "{}: {}; taken back, trying again at learning rate {}",
            model,
            e.getMessage(),
            state.learningRate());
      }
    }
  }

  private void finish(int epoch, double trainLoss, long windows, long start) {
    double validationLoss =
        ValidationLoss.of(state.network(), validation, encoder, weights, settings.batchSize());
    EpochLoss loss =
        new EpochLoss(
            model,
            epoch,
            trainLoss,
            validationLoss,
            state.learningRate(),
            windows,
            (System.nanoTime() - start) / 1e9);
    losses.add(loss);
    if (bestEpoch == 0 || validationLoss < losses.get(bestEpoch - 1).validationLoss()) {
      bestEpoch = epoch;
      bestParameters = settings.patience() > 0 ? state.parameters() : new float[0];
    }
    unsaved =
        new Checkpoint(
            epoch,
            state.iteration(),
            state.rateFactor(),
            state.parameters(),
            state.updaterState(),
            List.copyOf(losses),
            bestEpoch,
            bestParameters);
    if (epoch % settings.checkpointEpochs() == 0 || epoch == settings.epochs()) {
      save();
    }
    progress.epoch(loss, settings.epochs());
  }

  private void save() {
    if (unsaved != null) {
      checkpoints.save(unsaved);
      unsaved = null;
    }
  }

  /** An epoch that is not done is begun again: only so is every window trained on exactly once. */
  private PipelineException stopped() {
    save();
    return new PipelineException(
        ErrorKind.STOPPED,
        "training %s was asked to end: its state after epoch %d of %d is kept, and the same command"
                .formatted(model, losses.size(), settings.epochs())
            + " with --run-id (or --resume) goes on from there");
  }

  private boolean stopsEarly() {
    return settings.patience() > 0
        && losses.size() - bestEpoch >= settings.patience()
        && !losses.isEmpty();
  }

  private void restore(Optional<Checkpoint> checkpoint) {
    if (checkpoint.isPresent()) {
      Checkpoint from = checkpoint.get();
      state.restore(from);
      losses.addAll(from.losses());
      bestEpoch = from.bestEpoch();
      bestParameters = from.bestParameters();
      log.info("{}: going on after epoch {} of {}", model, from.epoch(), settings.epochs());
    }
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  /** SplitMix64: seeds that differ in anything give orders that share nothing. */
  static long mix(long seed, long salt) {
    long z = seed + 0x9E3779B97F4A7C15L * (salt + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
