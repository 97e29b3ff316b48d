package io.seriescast.jobs;

import io.seriescast.RunSummary;
import io.seriescast.publish.RowAccount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The closing summary, line by line. */
final class SummaryText {
  private static final String LABEL = "%-11s%s";

  private SummaryText() {}

  static List<String> of(RunSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(LABEL.formatted("run", summary.runId() + state(summary)));
    if (!summary.statuses().isEmpty()) {
      lines.add(LABEL.formatted("series", series(summary.statuses())));
    }
    summary.rows().ifPresent(rows -> lines.add(LABEL.formatted("rows", account(rows))));
    if (!summary.seconds().isEmpty()) {
      lines.add(LABEL.formatted("seconds", seconds(summary.seconds())));
    }
    lines.addAll(scores(summary.scores()));
    lines.add(LABEL.formatted("tables", plain(summary.tables())));
    summary.report().ifPresent(page -> lines.add(LABEL.formatted("report", plain(page))));
    summary
        .next()
        .ifPresent(
            step ->
                lines.add(
                    LABEL.formatted(
                        "next",
                        "%s --output %s --run-id %s, all other options as before"
                            .formatted(
                                step.command(), quoted(summary.output()), summary.runId()))));
    return lines;
  }

  private static String state(RunSummary summary) {
    String commit =
        summary
            .commit()
            .map(c -> ", published as commit %d".formatted(c.number()))
            .orElse(", not published yet");
    return summary.nothingToDo()
        ? commit + " before, from the same input and configuration: nothing to do"
        : commit;
  }

  private static String series(Map<String, Long> statuses) {
    long all = statuses.values().stream().mapToLong(Long::longValue).sum();
    return "%,d: %s"
        .formatted(
            all,
            statuses.entrySet().stream()
                .map(e -> "%,d %s".formatted(e.getValue(), e.getKey()))
                .collect(Collectors.joining(", ")));
  }

  private static String account(RowAccount rows) {
    return "%,d read = %,d used + %,d quarantined + %,d deduplicated"
        .formatted(rows.read(), rows.used(), rows.quarantined(), rows.deduplicated());
  }

  private static String seconds(Map<String, Double> seconds) {
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return "%.1f: %s"
        .formatted(
            all,
            seconds.entrySet().stream()
                .map(e -> "%s %.1f".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /** A row per model, a column per metric, over all series of the test part. */
  private static List<String> scores(Map<String, Map<String, Double>> scores) {
    Set<String> metrics = new LinkedHashSet<>();
    scores.values().forEach(values -> metrics.addAll(values.keySet()));
    List<String> lines = new ArrayList<>();
    if (metrics.isEmpty()) {
      return lines;
    }
    int width = scores.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    String name = "%-" + width + "s";
    lines.add("");
    lines.add(
        LABEL.formatted("test part", name.formatted("model"))
            + metrics.stream().map(m -> column(m, m)).collect(Collectors.joining()));
    scores.forEach(
        (model, values) ->
            lines.add(
                LABEL.formatted("", name.formatted(model))
                    + metrics.stream()
                        .map(metric -> column(metric, figure(values.get(metric))))
                        .collect(Collectors.joining())));
    lines.add("");
    return lines;
  }

  private static String column(String metric, String text) {
    return ("%" + Math.max(12, metric.length() + 2) + "s").formatted(text);
  }

  private static String figure(Double value) {
    return value == null ? "" : "%.4g".formatted(value);
  }

  /** A path as one word of a shell. */
  static String quoted(String path) {
    String plain = plain(path);
    return plain.matches("[\\w%+=:,./-]+") ? plain : "'" + plain.replace("'", "'\\''") + "'";
  }

  /** A local path as the tools of the machine name it. */
  private static String plain(String path) {
    return path.startsWith("file:/") ? path.replaceFirst("^file:(//)?", "") : path;
  }
}
