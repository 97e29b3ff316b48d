package io.seriescast.train;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.model.RateSchedule;
import io.seriescast.window.WindowBlocks;
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
  private final TrainingData data;
  private final ValidationLoss validation;
  private final TrainingProgress progress;
  private final CheckpointStore checkpoints;

  private final NetworkState state;
  private final SparkDl4jMultiLayer spark;
  private final ExactAveragingMaster master;
  private final int patience;
  private final CheckpointClock clock;
  private final List<EpochLoss> losses = new ArrayList<>();
  private PartialEpoch partial = PartialEpoch.NONE;
  private int rollbacks;
  private int bestEpoch;
  private float[] bestParameters = new float[0];

  /**
   * @param network to begin from; its updater's schedule must be {@code rate}
   * @throws PipelineException of kind TRAINING when there is no window to train on
   */
  public Trainer(
      String model,
      TrainSettings settings,
      long seed,
      MultiLayerNetwork network,
      RateSchedule rate,
      TrainingData data,
      TrainingProgress progress,
      CheckpointStore checkpoints) {
    WindowBlocks training = data.training();
    if (training.windows() == 0) {
      throw PipelineException.training(
          "training %s: no window to train on; every series is shorter than window.min-context +"
              + " window.horizon = %d values before its held-out parts. Shorten them, or split.test"
              + " and split.validation",
          model, data.encoder().history() + data.encoder().shape().horizon());
    }
    this.model = model;
    this.settings = settings;
    this.seed = seed;
    this.data = data;
    this.validation =
        new ValidationLoss(data.validation(), data.encoder(), data.weights(), settings.batchSize());
    this.progress = progress;
    this.checkpoints = checkpoints;
    // Without a validation loss no epoch is known to be the best.
    this.patience = data.validation().windows() > 0 ? settings.patience() : 0;
    this.clock = new CheckpointClock(settings);
    this.state = new NetworkState(network, rate);
    this.master =
        new ExactAveragingMaster(
            training.workers(), settings.averagingFrequency(), new Divergence(network));
    this.spark =
        new SparkDl4jMultiLayer(
            JavaSparkContext.fromSparkContext(training.blocks().context()),
            state.network(),
            master);
  }

  /** Minibatches of each worker in one epoch; 0 without windows. */
  public static int minibatchesPerEpoch(WindowBlocks training, int batchSize) {
    return training.windows() == 0
        ? 0
        : minibatchesPerEpoch(training.windows(), training.workers(), batchSize);
  }

  static int minibatchesPerEpoch(long windows, int workers, int batchSize) {
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
    int count = minibatchesPerEpoch(data.training(), settings.batchSize());
    while (losses.size() < settings.epochs() && !stopsEarly()) {
      epoch(losses.size() + 1, count);
      finish(losses.size() + 1);
    }
    if (patience > 0) {
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

  /** What is left of an epoch. */
  private void epoch(int epoch, int count) {
    int frequency = settings.averagingFrequency();
    long roundsPerEpoch = ceilDiv(count, frequency);
    while (partial.minibatches() < count) {
      long start = System.nanoTime();
      int until = Math.min(count, partial.minibatches() + frequency);
      ExactAveragingMaster.Round round = round(epoch, partial.minibatches(), until, count);
      partial = partial.plus(round, until, (System.nanoTime() - start) / 1e9);
      long done = (epoch - 1) * roundsPerEpoch + ceilDiv(until, frequency);
      progress.round(model, epoch, done, roundsPerEpoch * settings.epochs(), partial.meanLoss());
      if (progress.stopRequested()) {
        throw stopped(count);
      }
      if (until < count && clock.isDue()) {
        save();
      }
    }
    if (partial.windows() != data.training().windows()) {
      throw new IllegalStateException(
          "epoch %d of %s trained on %d windows of %d"
              .formatted(epoch, model, partial.windows(), data.training().windows()));
    }
  }

  private ExactAveragingMaster.Round round(int epoch, int from, int until, int count) {
    JavaRDD<DataSet> minibatches =
        new RoundMinibatches(
                data.training().blocks().rdd(),
                data.encoder(),
                data.weights(),
                new RoundMinibatches.Part(from, until, count, mix(seed, epoch)))
            .toJavaRDD();
    for (int attempt = 0; ; attempt++) {
      try {
        spark.fit(minibatches);
        return master.last();
      } catch (DivergedException e) {
        rollbacks++;
        if (attempt == ROLLBACKS) {
          throw PipelineException.training(
              "training %s diverged in epoch %d, minibatches %d to %d, and again at %d lower"
                  + " learning rates, down to %.2g (%s). Lower train.learning-rate, lower"
                  + " train.clip-norm, or look at the scaled input",
              model, epoch, from, until - 1, ROLLBACKS, state.learningRate(), e.getMessage());
        }
        state.lowerRate(0.5);
        log.warn(
            "{}: {}; taken back, trying again at learning rate {}",
            model,
            e.getMessage(),
            state.learningRate());
      }
    }
  }

  private void finish(int epoch) {
    long start = System.nanoTime();
    double validationLoss = validation.of(state.network());
    EpochLoss loss =
        new EpochLoss(
            model,
            epoch,
            partial.meanLoss(),
            validationLoss,
            state.learningRate(),
            partial.windows(),
            partial.seconds() + (System.nanoTime() - start) / 1e9);
    losses.add(loss);
    partial = PartialEpoch.NONE;
    if (bestEpoch == 0 || validationLoss < losses.get(bestEpoch - 1).validationLoss()) {
      bestEpoch = epoch;
      bestParameters = patience > 0 ? state.parameters() : new float[0];
    }
    if (settings.schedule() == RateSchedule.Kind.PLATEAU
        && Plateau.falls(losses, settings.decayEpochs())) {
      state.lowerRate(settings.decayFactor());
    }
    if (clock.isDueAfter(epoch)) {
      save();
    }
    progress.epoch(loss, settings.epochs());
  }

  private void save() {
    checkpoints.save(
        new Checkpoint(
            losses.size(),
            partial,
            state.iteration(),
            state.rateFactor(),
            state.parameters(),
            state.updaterState(),
            List.copyOf(losses),
            bestEpoch,
            bestParameters));
    clock.saved();
  }

  private PipelineException stopped(int count) {
    save();
    return new PipelineException(
        ErrorKind.STOPPED,
        "training %s was asked to end: its state after %d of %d epochs and %d of %d minibatches is kept, and the same"
                .formatted(model, losses.size(), settings.epochs(), partial.minibatches(), count)
            + " command with --run-id (or --resume) goes on from there");
  }

  private boolean stopsEarly() {
    return patience > 0 && losses.size() - bestEpoch >= patience && !losses.isEmpty();
  }

  private void restore(Optional<Checkpoint> checkpoint) {
    if (checkpoint.isPresent()) {
      Checkpoint from = checkpoint.get();
      state.restore(from);
      losses.addAll(from.losses());
      bestEpoch = from.bestEpoch();
      bestParameters = from.bestParameters();
      partial = from.partial();
      log.info(
          "{}: going on after epoch {} of {} and {} minibatches",
          model,
          from.epoch(),
          settings.epochs(),
          partial.minibatches());
    }
  }

  static long ceilDiv(long a, long b) {
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
