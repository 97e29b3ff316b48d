package io.seriescast;

import com.typesafe.config.Config;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.publish.InputFingerprint;
import io.seriescast.publish.Lease;
import io.seriescast.publish.Output;
import io.seriescast.publish.Publication;
import io.seriescast.publish.Run;
import io.seriescast.publish.StepRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story of the pipeline, the file to read first.
 *
 * <pre>
 * generate   seeded series, when there is no input of one's own     → generated
 * ingest     read → validate → regularise                           → series, quarantine (regular)
 * prepare    split → scale                                          → scalers (prepared)
 * train      window → train                                         → losses, model/
 * forecast   networks and baselines at the cutoffs                  → predictions, status
 * backtest   in the place of the last three: each of them again and again, with what was known then
 * evaluate   predictions against what came to pass                  → metrics
 * report     one page, the quality gate, and publication            → report/, manifest, commit
 * </pre>
 *
 * Every step reads the tables that the steps before it wrote and writes its own, so that all in one
 * process or one process each come to the same. A step that is done is not done again.
 */
public final class Pipeline {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

  private final RunContext context;
  private final PipelineProgress progress;

  Pipeline(RunContext context, PipelineProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /**
   * Opens the output and begins a run, or carries one on.
   *
   * @param config as {@code ConfigFiles.load} gives it
   * @param runId null for a new one
   * @param resume carry on the newest unfinished run of the same configuration and input when no
   *     {@code runId} is given
   */
  public static Pipeline open(
      SparkSession spark, Config config, String runId, boolean resume, PipelineProgress progress) {
    Output output = Output.create(spark, config.getString(Output.KEY));
    Optional<RunContext> chosen =
        runId != null
            ? Optional.of(RunContext.of(spark, config, output.run(runId)))
            : resume ? unfinished(spark, config, output) : Optional.empty();
    return new Pipeline(
        chosen.orElseGet(
            () ->
                RunContext.of(
                    spark, config, output.newRun(Clock.systemUTC(), RandomGenerator.getDefault()))),
        progress);
  }

  /** One that cannot go on as it began is left alone: it would stand in the way every night. */
  private static Optional<RunContext> unfinished(SparkSession spark, Config config, Output output) {
    InputFingerprint input = null;
    for (Run run : output.unfinished()) {
      RunContext context = RunContext.of(spark, config, run);
      input = input == null ? context.input() : input;
      List<String> differences = context.differences(input);
      if (differences.isEmpty()) {
        return Optional.of(context);
      }
      log.warn("run {} is not carried on: {}", run.runId(), String.join("; ", differences));
    }
    log.warn("{} has no unfinished run to carry on: a new one begins", output.root());
    return Optional.empty();
  }

  /** With what the recipe chose, once the step prepare is done. */
  public Settings settings() {
    return context.planned().settings();
  }

  /**
   * Does the steps that are not done yet, in order.
   *
   * @throws PipelineException for whatever the user can mend; nothing of an unfinished run is
   *     visible to readers
   */
  public void run(List<Step> steps) {
    InputFingerprint input = context.input();
    if (Publication.check(context.run(), context.config(), input).isPresent()) {
      progress.summary(RunSummary.of(context, true));
      return;
    }
    String application = context.spark().sparkContext().applicationId();
    try (Lease lease = context.run().hold(application, Clock.systemUTC())) {
      each(steps, input);
      if (steps.contains(Step.REPORT)) {
        lease.requireHeld();
        new EvaluateStep(context.planned()).enforceGate();
        new ReportStep(context.planned()).publish(input);
      }
    }
    progress.summary(RunSummary.of(context, false));
  }

  /** The steps that there is something to do in, each once. */
  void each(List<Step> steps, InputFingerprint input) {
    for (Step step : steps) {
      if (progress.stopRequested()) {
        throw new PipelineException(
            ErrorKind.STOPPED,
            "stopped from outside (SIGTERM) before %s: the same command with --run-id %s (or --resume) goes on from there"
                .formatted(step.command(), context.run().runId()));
      }
      if (step.applies(context.settings())) {
        once(step, input);
      }
    }
  }

  private void once(Step step, InputFingerprint input) {
    Run run = context.run();
    EffectiveConfig depends = context.dependsOn(step);
    if (run.isDone(step.command(), depends, input.sha256())) {
      progress.skipped(step);
      return;
    }
    LogContext.set(context.spark().sparkContext(), run.runId().value(), step);
    progress.begun(step, run.runId().value());
    Instant startedAt = Clock.systemUTC().instant();
    if (step.goesOn()) {
      run.begin(StepRecord.start(step.command(), depends, input.sha256(), startedAt));
    }
    long start = System.nanoTime();
    Map<String, Object> facts = new LinkedHashMap<>(perform(step, input));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (step == Step.INGEST) {
      input.requireUnchanged(context.input());
    }
    run.record(new StepRecord(step.command(), depends, input.sha256(), facts, seconds, startedAt));
    progress.done(step, String.valueOf(facts.getOrDefault("outcome", "")), seconds);
  }

  private Map<String, Object> perform(Step step, InputFingerprint input) {
    return switch (step) {
      case GENERATE -> new IngestStep(context).generate();
      case INGEST -> new IngestStep(context).ingest();
      case PREPARE -> new PrepareStep(context).prepare();
      case TRAIN -> new TrainStep(context.planned(), progress).train();
      case FORECAST -> new ForecastStep(context.planned()).forecast();
      case BACKTEST -> new BacktestStep(context, progress).backtest(input);
      case EVALUATE -> new EvaluateStep(context.planned()).evaluate();
      case REPORT -> new ReportStep(context.planned()).report();
    };
  }
}
