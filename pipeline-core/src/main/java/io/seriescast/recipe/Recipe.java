package io.seriescast.recipe;

import io.seriescast.table.Frequency;
import java.util.List;
import java.util.Set;

/**
 * From a profile to a plan. One set of rules for every table; the figures behind them stand in
 * ARCHITECTURE.md.
 *
 * <p>The idea: one recurrent step takes a whole season, windows are scaled by level and spread of
 * their own last season, and the network forecasts what is left over the naive forecast; a weighted
 * mean with simple baselines, weights from held-out cutoffs, makes it safe where networks are weak.
 */
public final class Recipe {
  /** Optimiser steps of a fit; large networks on many windows have more to learn. */
  private static final int STEPS = 1400;

  private static final int STEPS_OF_LARGE = 2500;

  /** Windows above which a table has many. */
  private static final int MANY = 8000;

  /** Above so many windows more of them bring nothing. */
  private static final long MOST_WINDOWS = 30_000;

  /** Recurrent steps are few, or a fit takes long. */
  private static final int MOST_STEPS = 28;

  /** Most of a history that the first fit does without. */
  private static final double VALIDATION = 0.25;

  /** A share of series that speaks for the table. */
  static final double MOSTLY = 0.75;

  /** The keys that it chooses, of every table the same. */
  public static final Set<String> KEYS =
      plan(new Profile(Frequency.parse("D"), 7, 1, 1, 1, 0, 1, List.of()), 1, 1).values().keySet();

  private final Profile profile;
  private final int horizon;
  private final int workers;
  private final Rhythm rhythm;
  private final int patch;

  private Recipe(Profile profile, int horizon, int workers) {
    this.profile = profile;
    this.horizon = horizon;
    this.workers = workers;
    this.rhythm = Rhythm.of(profile, horizon);
    this.patch = rhythm.patch();
  }

  public static Plan plan(Profile profile, int horizon, int workers) {
    return new Recipe(profile, horizon, workers).plan();
  }

  private Plan plan() {
    int level = level();
    int steps = steps();
    int context = steps * patch;
    int first = Math.min(Math.max(2 * rhythm.season(), Math.min(level, 8)), context);
    int stride = stride();
    long windows = Math.max(1, profile.values() / stride);
    boolean many = windows > MANY;
    int batch = many ? 128 : windows > 2000 ? 64 : 32;
    double perEpoch = Math.max(1, (double) windows / batch);
    boolean large = patch >= 24 && many;
    boolean log = profile.positive() > MOSTLY;
    int budget = large ? STEPS_OF_LARGE : STEPS;
    int epochs = (int) Math.max(3, Math.min(40, Math.round(budget / perEpoch)));
    return new Plan.Builder()
        .set(
            "window.patch",
            patch,
            rhythm.season() > 1
                ? "one recurrent step takes one season"
                : "no season: short patches")
        .set("window.context", context, "%d steps".formatted(steps))
        .set("window.min-context", first, "shorter histories are padded")
        .set(
            "window.stride",
            stride,
            "aligned with the forecast's origin; about %,d windows".formatted(windows))
        .set("window.local", "spread", "each window by level and spread of its own last season")
        .set("window.local-length", level, "the last whole long season")
        .set(
            "window.naive-lags",
            lags(),
            "the network forecasts what is left over the naive forecast")
        .set(
            "window.annual-lag",
            rhythm.annual() >= context + horizon ? rhythm.annual() : 0,
            rhythm.annual() > 0
                ? "a year ago tells where the year goes"
                : "no year of weeks or days shows")
        .set(
            "window.observed",
            profile.gaps() > 0.002,
            "%.1f %% of the steps are gaps".formatted(100 * profile.gaps()))
        .set(
            "scale.kind",
            log ? "log1p" : "standard",
            log ? "values above 1: ratios count" : "values near or below zero")
        .set("split.validation", cutoffs() + "h", "cutoffs to learn weights and intervals from")
        .set("model.hidden", large ? 128 : 64, large ? "many windows, wide steps" : "enough here")
        .set("model.layers", 2, "two")
        .set(
            "model.dropout",
            large ? 0 : 0.1,
            large ? "enough to learn" : "little to learn, much to repeat")
        .set("model.loss", "mae", "the metrics are absolute errors")
        .set("train.weights", "error", "scaled and relative errors count, not units")
        .set("train.schedule", "one-cycle", "fast and stable in a fixed number of steps")
        .set(
            "train.learning-rate",
            patch + horizon >= 60 ? 0.005 : 0.003,
            "by the size of input and output")
        .set(
            "train.batch-size",
            Math.max(8, batch / workers),
            "%d over %d workers".formatted(batch, workers))
        .set("train.averaging-frequency", 8, "a round costs as much as a few small minibatches")
        .set("train.epochs", epochs, "about %,d steps".formatted(budget))
        .set("train.refit", true, "the last fit sees the newest values")
        .set(
            "train.refit-share",
            0.5,
            "it goes on from the first one: half the steps, and more in all")
        .set("forecast.non-negative", true, "what never was below zero will not be")
        .set("forecast.blend", true, "networks and baselines make up for each other")
        .set("forecast.baselines", BaselineChoice.of(profile, rhythm), "what the blend may draw on")
        .build();
  }

  /** What local scaling looks at: whole seasons. */
  private int level() {
    int season = rhythm.season();
    if (rhythm.hasWeek()) {
      return rhythm.longSeason();
    }
    return season == 7 ? 28 : season > 1 ? season : Math.max(4, Math.min(2 * horizon, 12));
  }

  private int steps() {
    int season = rhythm.season();
    int wanted =
        season == 1
            ? Math.max(6, Math.min(26, (2 * horizon + patch - 1) / patch))
            : rhythm.hasWeek()
                ? rhythm.longSeason() / patch
                : (season == 7 ? 10 : 6) * season / patch;
    int affordable = (int) ((0.6 * profile.median() - horizon) / patch);
    return Math.max(1, Math.min(Math.min(wanted, MOST_STEPS), affordable));
  }

  private int stride() {
    int step = Math.max(1, patch / 4);
    int stride = rhythm.hasWeek() ? Math.max(1, patch / 2) : step;
    while (profile.values() / stride > MOST_WINDOWS) {
      stride += step;
    }
    return stride;
  }

  private String lags() {
    return rhythm.hasWeek()
        ? "[%d, %d]".formatted(rhythm.season(), rhythm.longSeason())
        : "[%d]".formatted(rhythm.season());
  }

  /**
   * Validation cutoffs: as many as fit a quarter of the history, two where series are many (a third
   * takes more from the first fit than it tells), more where they are few, none where they are too
   * short. All series are wrong together at a cutoff, so that one cutoff is one accident, however
   * many series it has.
   */
  private int cutoffs() {
    int most = profile.series() >= 20 ? 2 : 6;
    int least = profile.median() < 2.0 * horizon + Math.max(rhythm.season(), 4) ? 0 : 1;
    return (int) Math.max(least, Math.min(most, VALIDATION * profile.median() / horizon));
  }
}
