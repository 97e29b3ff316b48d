package io.seriescast;

import com.typesafe.config.Config;
import io.seriescast.config.Binder;
import io.seriescast.config.ConfigFiles;
import io.seriescast.error.PipelineException;
import io.seriescast.evaluate.EvaluateSettings;
import io.seriescast.evaluate.GateSettings;
import io.seriescast.evaluate.Metric;
import io.seriescast.forecast.ForecastSettings;
import io.seriescast.forecast.IntervalMethod;
import io.seriescast.model.ModelSettings;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.publish.PublishSettings;
import io.seriescast.quality.QualitySettings;
import io.seriescast.recipe.Recipe;
import io.seriescast.report.ReportSettings;
import io.seriescast.scale.ScaleSettings;
import io.seriescast.source.SourceSettings;
import io.seriescast.split.SplitSettings;
import io.seriescast.train.TrainSettings;
import io.seriescast.window.WindowSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The whole configuration, one section per room of the flow, in the flow's order. */
public record Settings(
    SourceSettings source,
    QualitySettings quality,
    SplitSettings split,
    ScaleSettings scale,
    WindowSettings window,
    ModelSettings model,
    TrainSettings train,
    ForecastSettings forecast,
    EvaluateSettings evaluate,
    PublishSettings publish,
    ReportSettings report) {

  /** Binds a resolved configuration; every mistake in it is told at once. */
  public static Settings bind(Config config) {
    return Binder.bind(config, Settings.class);
  }

  /**
   * What a run is known by: with the recipe, a key that it chooses is part of it only where the
   * user set it, be it to its default.
   *
   * @param bound the configuration that these are the settings of
   */
  public EffectiveConfig effective(Config bound) {
    EffectiveConfig all = EffectiveConfig.of(bound);
    if (model.recipe() != ModelSettings.Recipe.AUTO) {
      return all;
    }
    Set<String> open = new HashSet<>(Recipe.KEYS);
    open.removeAll(ConfigFiles.setByUser(bound));
    return all.without(open);
  }

  /**
   * Refuses what no section can see alone, before any work is done.
   *
   * @throws PipelineException of kind CONFIGURATION
   */
  public void requireConsistent() {
    requireOwnNetworks();
    if (model.recipe() != ModelSettings.Recipe.AUTO) {
      requirePlanned();
    }
    requireQuantiles();
    requireDirect();
  }

  /** What the recipe has its say in, so that it is known once the table was looked at. */
  void requirePlanned() {
    requireReference();
    requireContexts();
  }

  private void requireReference() {
    GateSettings gate = evaluate.gate();
    if (gate.enabled()
        && !baselines().contains(gate.reference())
        && model.members().stream().noneMatch(m -> m.name().equals(gate.reference()))) {
      throw PipelineException.configuration(
          "evaluate.gate.reference: '%s' is none of the models of this run (networks, and baselines"
              + " %s). Add it to forecast.baselines, name another one, or set evaluate.gate.enabled ="
              + " false",
          gate.reference(), String.join(", ", baselines()));
    }
  }

  /** Networks that were trained elsewhere, where they would be wrong or of no use. */
  private void requireOwnNetworks() {
    boolean backtest = evaluate.backtest().enabled();
    if (backtest && !forecast.model().isBlank()) {
      throw PipelineException.configuration(
          "a backtest trains its own networks: those of forecast.model '%s' may have seen what"
              + " comes after its cutoffs. Leave --model out, or score them with command run on the"
              + " test part of new data",
          forecast.model());
    }
    if (backtest && !train.warmStart().isBlank()) {
      throw PipelineException.configuration(
          "train.warm-start: a backtest's networks begin with nothing: those of '%s' may have seen"
              + " what comes after its cutoffs. Leave it out",
          train.warmStart());
    }
    if (!forecast.model().isBlank() && !train.warmStart().isBlank()) {
      throw PipelineException.configuration(
          "train.warm-start '%s' beside forecast.model '%s': with --model nothing is trained. Leave"
              + " one of them out",
          train.warmStart(), forecast.model());
    }
  }

  private void requireContexts() {
    int longest = window.context();
    if (model.contexts().stream().anyMatch(c -> c > longest || c % window.patch() != 0)) {
      throw PipelineException.configuration(
          "model.contexts must be multiples of window.patch (%d), none above window.context (%d), got %s",
          window.patch(), longest, model.contexts());
    }
    int steps = model.contexts().stream().min(Integer::compare).orElse(longest) / window.patch();
    if (model.highway() > steps) {
      throw PipelineException.configuration(
          "model.highway must be at most the shortest context / window.patch = %d recurrent steps, got %d",
          steps, model.highway());
    }
  }

  private void requireDirect() {
    List<String> historic = source.columns().historic();
    if (window.recursive() && !historic.isEmpty()) {
      throw PipelineException.configuration(
          "window.output: a network that goes on from its own forecasts has no values of source.columns.historic %s"
              + " beside them. Set window.output = 0 (direct), or leave the columns out",
          historic);
    }
    int reach = evaluate.backtest().gap() + window.horizon();
    if (window.recursive() && evaluate.backtest().enabled() && reach % window.output() != 0) {
      throw PipelineException.configuration(
          "evaluate.backtest.gap: gap + window.horizon = %d must be a multiple of window.output = %d,"
              + " of which a recursive forecast is made",
          reach, window.output());
    }
    if (window.recursive() && forecast.intervalMethod() == IntervalMethod.QUANTILE) {
      throw PipelineException.configuration(
          "forecast.interval-method: with window.output = %d < window.horizon, quantiles of later steps know nothing of"
              + " the errors of earlier ones. Use conformal-quantile, or window.output = 0",
          window.output());
    }
  }

  /** Networks of a published run bring quantiles of their own. */
  private void requireQuantiles() {
    if (!forecast.model().isBlank()) {
      return;
    }
    for (int level : forecast.quantileLevels()) {
      for (double tau : new double[] {(100 - level) / 200.0, (100 + level) / 200.0}) {
        if (model.trainedQuantiles().stream().noneMatch(q -> Math.abs(q - tau) < 1e-9)) {
          throw PipelineException.configuration(
              "forecast.interval-method: an interval of %d %% needs the quantile %s of the networks, which forecast %s."
                  + " Set model.loss = quantile with it among model.quantiles, or forecast.interval-method = conformal",
              level, tau, model.trainedQuantiles().isEmpty() ? "none" : model.trainedQuantiles());
        }
      }
    }
  }

  /** {@code forecast.baselines}, and the one that OWA, if asked for, is relative to. */
  public List<String> baselines() {
    return evaluate.metrics().contains(Metric.OWA)
        ? Stream.concat(forecast.baselines().stream(), Stream.of(Metric.OWA_REFERENCE))
            .distinct()
            .toList()
        : forecast.baselines();
  }

  /**
   * Loads and binds {@code --set} over the file over the defaults.
   *
   * @param file the user's file, or null for the defaults alone
   */
  public static Settings load(Path file, List<String> sets) {
    return bind(ConfigFiles.load(file, sets));
  }
}
