package io.seriescast.jobs;

import io.seriescast.PipelineProgress;
import io.seriescast.RunSummary;
import io.seriescast.Step;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.train.EpochLoss;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What a person at a terminal sees: progress on standard error, the summary on standard output. */
final class Console implements PipelineProgress {
  /** In a log, a long training gives a sign of life this often. */
  private static final double SIGN_OF_LIFE = 30;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final boolean live = System.getenv("TERM") != null && System.console() != null;
  private final long start = System.nanoTime();
  private final BooleanSupplier stop;
  private long trainingStart;
  private long lastLine = start;
  private String training = "";
  private boolean open;

  /**
   * @param stop whether the process was asked to end
   */
  Console(BooleanSupplier stop) {
    this.stop = stop;
  }

  static void dryRun(EffectiveConfig config, List<Step> steps) {
    config.values().forEach((key, value) -> System.out.println(key + " = " + value));
    System.out.println("# steps: " + String.join(", ", steps.stream().map(Step::command).toList()));
  }

  @Override
  public void begun(Step step, String runId) {
    replaceable("%6.1f s  %-9s …".formatted(seconds(start), step.command()));
  }

  @Override
  public void fit(int number, int fits) {
    line("%6.1f s  backtest  fit %d of %d".formatted(seconds(start), number, fits));
  }

  @Override
  public void done(Step step, String outcome, double seconds) {
    line("%6.1f s  %-9s %s (%.1f s)".formatted(seconds(start), step.command(), outcome, seconds));
  }

  @Override
  public void skipped(Step step) {
    line("%6.1f s  %-9s was done before".formatted(seconds(start), step.command()));
  }

  @Override
  public void round(String model, int epoch, long done, long total, double loss) {
    if (!training.equals(model)) {
      training = model;
      trainingStart = System.nanoTime();
    }
    double left = seconds(trainingStart) / done * (total - done);
    String text =
        "%6.1f s  train     %s epoch %d, round %d of %d, loss %.3g, %.0f s left"
            .formatted(seconds(start), model, epoch, done, total, loss, left);
    if (!live && seconds(lastLine) >= SIGN_OF_LIFE) {
      line(text);
    } else {
      replaceable(text);
    }
  }

  @Override
  public void epoch(EpochLoss loss, int epochs) {
    if (loss.epoch() == 1
        || loss.epoch() == epochs
        || loss.epoch() % Math.max(1, epochs / 10) == 0) {
      String validation =
          Double.isNaN(loss.validationLoss())
              ? ""
              : ", validation %.3g".formatted(loss.validationLoss());
      line(
          "%6.1f s  train     %s epoch %d of %d: loss %.3g%s"
              .formatted(
                  seconds(start),
                  loss.model(),
                  loss.epoch(),
                  epochs,
                  loss.trainLoss(),
                  validation));
    }
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }

  @Override
  public void summary(RunSummary summary) {
    out.println();
    SummaryText.of(summary).forEach(out::println);
    out.flush();
  }

  /** On a terminal, a line that the next one replaces; in a log, nothing. */
  private void replaceable(String text) {
    if (live) {
      err.print("\r" + "%-100s".formatted(text));
      err.flush();
      open = true;
    }
  }

  private void line(String text) {
    err.println((open ? "\r" : "") + "%-100s".formatted(text).stripTrailing());
    open = false;
    lastLine = System.nanoTime();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
