package io.seriescast.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings that make a whole run a matter of seconds. */
final class SmallRuns {
  static final int SERIES = 3;
  static final int POINTS = 80;
  static final int HORIZON = 2;
  static final int EPOCHS = 4;

  private static final List<String> SETS =
      List.of(
          "source.generate.series=" + SERIES,
          "source.generate.points=" + POINTS,
          "window.context=8",
          "window.horizon=" + HORIZON,
          "model.hidden=4",
          "train.epochs=" + EPOCHS,
          "train.checkpoint-epochs=2",
          // a few epochs of four units are not meant to win
          "evaluate.gate.enabled=false",
          "report.series=2");

  private SmallRuns() {}

  /** The arguments of a command on small series, with more of them behind. */
  static String[] args(String command, Path output, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--output", output.toString()));
    SETS.forEach(set -> args.addAll(List.of("--set", set)));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }
}
