package io.seriescast;

import io.seriescast.error.PipelineException;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.publish.InputFingerprint;
import io.seriescast.publish.Output;
import io.seriescast.publish.Publication;
import io.seriescast.publish.Run;
import io.seriescast.publish.StepRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * evaluate   predictions against what came to pass                  → metrics
 * report     one page, and publication                              → report/, manifest, commit
 * </pre>
 *
 * Every step reads the tables that the steps before it wrote and writes its own, so that all in one
 * process or one process each come to the same. A step that is done is not done again.
 */
public final class Pipeline {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

  private final RunContext context;
  private final PipelineProgress progress;

  private Pipeline(RunContext context, PipelineProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /**
   * Opens the output and begins a run, or carries one on.
   *
   * @param runId null for a new one
   * @param asOf nothing after it is used; null for all of the input
   * @param resume carry on the newest unfinished run when no {@code runId} is given
   */
  public static Pipeline open(
      SparkSession spark,
      Settings settings,
      EffectiveConfig config,
      String runId,
      Instant asOf,
      boolean resume,
      PipelineProgress progress) {
    Output output = Output.create(spark, settings.publish().output());
    Run run = Runs.choose(output, runId, resume);
    return new Pipeline(new RunContext(spark, settings, config, run, asOf), progress);
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
      log.info(
          "run {} is published already, from the same input and configuration: nothing to do",
          context.run().runId());
      progress.summary(context.summary());
      return;
    }
    for (Step step : steps) {
      if (context.applies(step)) {
        once(step, input);
      }
    }
    progress.summary(context.summary());
  }

  private void once(Step step, InputFingerprint input) {
    Run run = context.run();
    EffectiveConfig depends = context.config().sections(step.sections());
    if (run.isDone(step.command(), depends, input.sha256())) {
      log.info("{}: done already", step.command());
      return;
    }
    LogContext.set(context.spark().sparkContext(), run.runId().value(), step);
    progress.begun(step, run.runId().value());
    Instant startedAt = Clock.systemUTC().instant();
    long start = System.nanoTime();
    Map<String, Object> facts = new LinkedHashMap<>(perform(step));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (step == Step.INGEST) {
      input.requireUnchanged(context.input());
    }
    run.record(new StepRecord(step.command(), depends, input.sha256(), facts, seconds, startedAt));
    progress.done(step, String.valueOf(facts.getOrDefault("outcome", "")), seconds);
    if (step == Step.REPORT) {
      new ReportStep(context).publish(input);
    }
  }

  private Map<String, Object> perform(Step step) {
    return switch (step) {
      case GENERATE -> new IngestStep(context).generate();
      case INGEST -> new IngestStep(context).ingest();
      case PREPARE -> new PrepareStep(context).prepare();
      case TRAIN -> new TrainStep(context, progress).train();
      case FORECAST -> new ForecastStep(context).forecast();
      case EVALUATE -> new EvaluateStep(context).evaluate();
      case REPORT -> new ReportStep(context).report();
    };
  }
}
