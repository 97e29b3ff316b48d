package io.seriescast.model;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate over a whole run of {@code total} iterations, an iteration being one minibatch
 * of each worker.
 *
 * <ul>
 *   <li>CONSTANT: base
 *   <li>STEP: base · factor^⌊t / every⌋
 *   <li>PLATEAU: base; what it falls by depends on the losses, see {@code train.Plateau}
 *   <li>COSINE: base · (1 + cos(π t / total)) / 2
 *   <li>ONE_CYCLE: up from base/25 to base over the first 30 %, then down to base/250,000, both
 *       along a cosine (Smith and Topin, 2018, with the constants that PyTorch made common)
 * </ul>
 */
public final class RateSchedule implements ISchedule {
  private static final long serialVersionUID = 1L;

  /** The shape of the curve. */
  public enum Kind {
    CONSTANT,
    STEP,
    PLATEAU,
    COSINE,
    ONE_CYCLE
  }

  private final Kind kind;
  private final double base;
  private final long total;
  private final long every;
  private final double factor;

  public RateSchedule(
      @JsonProperty("kind") Kind kind,
      @JsonProperty("base") double base,
      @JsonProperty("total") long total,
      @JsonProperty("every") long every,
      @JsonProperty("factor") double factor) {
    this.kind = kind;
    this.base = base;
    this.total = total;
    this.every = every;
    this.factor = factor;
  }

  public Kind getKind() {
    return kind;
  }

  public double getBase() {
    return base;
  }

  public long getTotal() {
    return total;
  }

  /** Iterations between two steps of STEP. */
  public long getEvery() {
    return every;
  }

  public double getFactor() {
    return factor;
  }

  /** The same curve at a share of its height. */
  public RateSchedule times(double share) {
    return new RateSchedule(kind, base * share, total, every, factor);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double progress = total <= 1 ? 0 : Math.min(1, iteration / (double) (total - 1));
    return switch (kind) {
      case CONSTANT, PLATEAU -> base;
      case STEP -> base * Math.pow(factor, Math.floor((double) iteration / every));
      case COSINE -> between(base, 0, progress);
      case ONE_CYCLE ->
          progress < 0.3
              ? between(base / 25, base, progress / 0.3)
              : between(base, base / 250_000, (progress - 0.3) / 0.7);
    };
  }

  private static double between(double from, double to, double progress) {
    return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
  }

  /**
   * By value: DL4J lays out the optimiser's state by which layers have equal updaters, schedules
   * included.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof RateSchedule that
        && kind == that.kind
        && base == that.base
        && total == that.total
        && every == that.every
        && factor == that.factor;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, base, total, every, factor);
  }

  @Override
  public ISchedule clone() {
    return times(1);
  }
}
