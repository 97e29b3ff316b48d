package io.seriescast;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The steps of the flow, in order; each is a job of its own. */
public enum Step {
  GENERATE("source"),
  INGEST("quality", "split", "window", "evaluate.backtest"),
  PREPARE("scale", "publish.windows"),
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

  /** The command's name. */
  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The sections of the configuration that this step's result depends on: its own and those of
   * every step before it. Of the gate's only the metric, by which champions are chosen: it judges
   * the result, and a run that it stopped may be published with another one.
   */
  public String[] sections() {
    return java.util.Arrays.stream(values())
        .limit(ordinal() + 1L)
        .flatMap(step -> step.sections.stream())
        .toArray(String[]::new);
  }
}
