package io.seriescast.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Settings that make a whole run a matter of seconds. */
final class SmallRuns {
  static final int SERIES = 3;
  static final int POINTS = 80;
  static final int HORIZON = 2;
  static final int EPOCHS = 4;
  private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);

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

  /**
   * The arguments of a command on small series, with more of them behind.
   *
   * @param output a path or an address
   */
  static String[] args(String command, Object output, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--output", output.toString()));
    SETS.forEach(set -> args.addAll(List.of("--set", set)));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  /** Small hourly series in a file of one's own. */
  static Path csv(Path file) throws IOException {
    StringBuilder csv = new StringBuilder("unique_id,ds,y\n");
    for (int series = 0; series < SERIES; series++) {
      for (int t = 0; t < POINTS; t++) {
        csv.append("s%d,%s,%s%n".formatted(series, START.plusHours(t), Math.sin(t / 3.0 + series)));
      }
    }
    return Files.writeString(file, csv);
  }
}
