package io.seriescast;

import java.util.List;
import java.util.Locale;

/** The steps of the flow, in order; each is a job of its own. */
public enum Step {
  GENERATE("source"),
  INGEST("quality", "split", "window"),
  PREPARE("scale"),
  TRAIN("model", "train"),
  FORECAST("forecast", "evaluate.stride"),
  EVALUATE("evaluate.metrics"),
  REPORT("report");

  private final List<String> sections;

  Step(String... sections) {
    this.sections = List.of(sections);
  }

  /** The command's name. */
  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The sections of the configuration that this step's result depends on: its own and those of
   * every step before it. Not the gate's: it judges the result, and a run that it stopped may be
   * published with another one.
   */
  public String[] sections() {
    return java.util.Arrays.stream(values())
        .limit(ordinal() + 1L)
        .flatMap(step -> step.sections.stream())
        .toArray(String[]::new);
  }
}
