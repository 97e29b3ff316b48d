package io.seriescast;

import io.seriescast.model.ModelSettings;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.recipe.Recipe;
import io.seriescast.source.SourceSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The steps of the flow, in order; each is a job of its own. */
public enum Step {
  GENERATE("source"),
  INGEST("quality", "split", "window", "evaluate.backtest", "model.recipe"),
  PREPARE("scale", "publish.windows", "train.seed"),
  TRAIN("model", "train"),
  FORECAST(
      "forecast",
      "evaluate.stride",
      "evaluate.cutoffs",
      "evaluate.metrics",
      "evaluate.gate.metric"),
  BACKTEST(),
  EVALUATE(),
  REPORT("report");

  /** Where the recipe looks, and what it has its say in: prepare keeps its choices. */
  private static final List<String> OF_RECIPE =
      Stream.concat(Stream.of("model", "train", "forecast.model"), Recipe.KEYS.stream()).toList();

  private final List<String> sections;

  Step(String... sections) {
    this.sections = List.of(sections);
  }

  /** A whole run: in a backtest one step stands for prepare, train and forecast. */
  public static List<Step> of(Settings settings) {
    List<Step> other =
        settings.evaluate().backtest().enabled()
            ? List.of(PREPARE, TRAIN, FORECAST)
            : List.of(BACKTEST);
    return Stream.of(values()).filter(step -> !other.contains(step)).toList();
  }

  /** Whether it has anything to do in such a run. */
  public boolean applies(Settings settings) {
    return switch (this) {
      case GENERATE -> settings.source().format() == SourceSettings.Format.GENERATED;
      case TRAIN -> settings.forecast().model().isBlank();
      default -> true;
    };
  }

  static Step of(String command) {
    return valueOf(command.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether it goes on, after a kill, from what it did so far: checkpoints, networks, fits. The
   * others begin anew.
   */
  boolean goesOn() {
    return this == TRAIN || this == BACKTEST;
  }

  /** The command's name. */
  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What of the configuration this step's result depends on: its own sections and those of every
   * step before it. Of the gate's only the metric, by which champions are chosen: it judges the
   * result, and a run that it stopped may be published with another one.
   *
   * @param recipe whether it has a say
   */
  EffectiveConfig dependsOn(EffectiveConfig config, ModelSettings.Recipe recipe) {
    boolean planned = recipe == ModelSettings.Recipe.AUTO && compareTo(PREPARE) >= 0;
    return config.sections(
        Stream.concat(
                Stream.of(values()).limit(ordinal() + 1L).flatMap(step -> step.sections.stream()),
                planned ? OF_RECIPE.stream() : Stream.of())
            .toArray(String[]::new));
  }
}
