package io.seriescast.recipe;

import io.seriescast.table.Frequency;
import java.util.List;
import java.util.Locale;

/**
 * From a profile to a plan. One set of rules for every table; the figures behind them stand in
 * ARCHITECTURE.md.
 *
 * <p>The idea: one recurrent step takes a whole season, windows are scaled by level and spread of
 * their own last season, and the network forecasts what is left over the naive forecast; a weighted
 * mean with simple baselines, weights from held-out cutoffs, makes it safe where networks are weak.
 */
public final class Recipe {
  /** Optimiser steps that a fit gets, whatever the number of windows. */
  private static final int STEPS = 2500;

  /** Values per stride at which more windows bring nothing. */
  private static final long MOST_WINDOWS = 30_000;

  private final Profile profile;
  private final int horizon;
  private final int workers;
  private final int season;
  private final int longSeason;
  private final int patch;

  private Recipe(Profile profile, int horizon, int workers) {
    this.profile = profile;
    this.horizon = horizon;
    this.workers = workers;
    this.season = season(profile);
    this.longSeason = longSeason(profile, season);
    this.patch = season > 1 ? season : horizon <= 8 ? 1 : 4;
  }

  public static Plan plan(Profile profile, int horizon, int workers) {
    return new Recipe(profile, horizon, workers).plan();
  }

  /** The declared or usual season if it is short enough for a step and shows in the data. */
  private static int season(Profile profile) {
    int candidate = profile.season() <= 96 ? profile.season() : profile.frequency().defaultSeason();
    if (candidate > 96 || profile.frequency().unit() == Frequency.Unit.WEEK) {
      candidate = 1;
    }
    double enough =
        profile.frequency().unit() == Frequency.Unit.MONTH
                || profile.frequency().unit() == Frequency.Unit.QUARTER
            ? 0.1
            : 0.3;
    boolean shows =
        candidate > 1
            && profile.median() >= 2.0 * candidate
            && profile.seasonal(candidate) >= enough;
    return shows ? candidate : 1;
  }

  /** A week of days, for frequencies whose season is a day. */
  private static int longSeason(Profile profile, int season) {
    boolean withinDay =
        switch (profile.frequency().unit()) {
          case SECOND, MINUTE, HOUR -> true;
          default -> false;
        };
    return withinDay && season > 1 && profile.median() >= 21.0 * season ? 7 * season : season;
  }

  private Plan plan() {
    int level =
        longSeason > season
            ? longSeason
            : season == 7 ? 28 : season > 1 ? season : Math.max(4, Math.min(2 * horizon, 12));
    int steps = steps();
    int first = Math.min(Math.max(2 * season, Math.min(level, 8)), steps * patch);
    int stride = stride();
    long windows = Math.max(1, profile.values() / stride);
    int batch = windows > 8000 ? 128 : windows > 2000 ? 64 : 32;
    double perEpoch = Math.max(1, (double) windows / batch);
    boolean large = patch + horizon >= 60 && windows > 8000;
    boolean log = profile.positive() > 0.9;
    int cutoffs = cutoffs();
    String lags =
        longSeason > season ? "[%d, %d]".formatted(season, longSeason) : "[%d]".formatted(season);
    return new Plan.Builder()
        .set(
            "window.patch",
            patch,
            season > 1 ? "one recurrent step takes one season" : "no season: short patches")
        .set("window.context", steps * patch, "%d steps".formatted(steps))
        .set("window.min-context", first, "shorter histories are padded")
        .set(
            "window.stride",
            stride,
            "aligned with the forecast's origin; about %,d windows".formatted(windows))
        .set("window.local", "spread", "each window by level and spread of its own last season")
        .set("window.local-length", level, "the last whole long season")
        .set(
            "window.naive-lags", lags, "the network forecasts what is left over the naive forecast")
        .set(
            "window.observed",
            profile.gaps() > 0.002,
            "%.1f %% of the steps are gaps".formatted(100 * profile.gaps()))
        .set(
            "scale.kind",
            log ? "log1p" : "standard",
            log ? "values above 1: ratios count" : "values near or below zero")
        .set("split.validation", cutoffs + "h", "cutoffs to learn weights and intervals from")
        .set(
            "model.hidden",
            large ? 128 : 64,
            large ? "many windows and long outputs" : "enough here")
        .set("model.layers", 2, "two")
        .set(
            "model.dropout",
            windows > 8000 ? 0 : 0.1,
            windows > 8000 ? "enough windows" : "few windows")
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
        .set("train.averaging-frequency", 4, "few minibatches an epoch: average often")
        .set(
            "train.epochs",
            (int) Math.max(3, Math.min(40, Math.round(STEPS / perEpoch))),
            "about %d steps".formatted(STEPS))
        .set("train.refit", true, "the last fit sees the newest values")
        .set("forecast.blend", true, "networks and baselines make up for each other")
        .set("forecast.baselines", baselines(), "what the blend may draw on")
        .build();
  }

  private int steps() {
    int wanted =
        season == 1
            ? Math.max(6, Math.min(26, (2 * horizon + patch - 1) / patch))
            : longSeason > season ? longSeason / patch : season == 7 ? 10 : 6;
    int affordable = (int) ((0.6 * profile.median() - horizon) / patch);
    return Math.max(1, Math.min(wanted, affordable));
  }

  private int stride() {
    int step = Math.max(1, patch / 4);
    int stride = longSeason > season ? Math.max(1, patch / 2) : step;
    while (profile.values() / stride > MOST_WINDOWS) {
      stride += step;
    }
    return stride;
  }

  /**
   * Validation cutoffs: a few where series are many, more where they are few, none where they are
   * too short.
   */
  private int cutoffs() {
    double share = profile.series() >= 20 ? 0.12 : 0.25;
    int most = profile.series() >= 20 ? 3 : 6;
    int least = profile.median() < 2.0 * horizon + Math.max(season, 4) ? 0 : 1;
    return (int) Math.max(least, Math.min(most, share * profile.median() / horizon));
  }

  private String baselines() {
    String of = ":" + season;
    String at = season == profile.season() ? "" : of;
    String names =
        "naive, seasonal-naive, seasonal-mean%s, theta%s, damped-holt%s".formatted(at, at, at);
    if (season != profile.season() && season > 1) {
      names += ", seasonal-naive" + of;
    }
    if (longSeason > season) {
      names += ", seasonal-naive:%d, seasonal-mean:%d".formatted(longSeason, longSeason);
    }
    return "["
        + String.join(", ", List.of(names.split(", ")).stream().map(n -> "\"" + n + "\"").toList())
            .toLowerCase(Locale.ROOT)
        + "]";
  }
}
