package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network of five quantiles through the whole flow, on seasons under noise. */
class QuantileRunTest {
  @TempDir Path output;

  @Test
  void quantilesBecomeIntervalsThatHoldWhatTheyPromise() {
    Cli.Told trained = run("trained", "--set", "model.loss=quantile", "--set", conformal(true));
    assertThat(trained.code()).describedAs(trained.err()).isZero();
    assertThat(coverage("trained", "gru", 80)).isCloseTo(80, within(8.0));
    assertThat(coverage("trained", "gru", 95)).isCloseTo(95, within(5.0));
    assertNothingCrosses("trained");

    // the same network's quantiles as they are, without training again
    Cli.Told plain =
        run(
            "plain",
            "--model",
            output.resolve("runs").resolve("trained").toString(),
            "--set",
            conformal(false));
    assertThat(plain.code()).describedAs(plain.err()).isZero();
    assertThat(coverage("plain", "gru", 80)).isCloseTo(80, within(15.0));
    assertNothingCrosses("plain");
    assertThat(column("plain", "gru", "y_hat")).isEqualTo(column("trained", "gru", "y_hat"));
    assertThat(column("plain", "gru", "y_hat_lo_80"))
        .isNotEqualTo(column("trained", "gru", "y_hat_lo_80"));
    // a baseline has no quantiles: conformal intervals, whatever the method
    assertThat(column("plain", "naive", "y_hat_lo_80"))
        .isEqualTo(column("trained", "naive", "y_hat_lo_80"));
  }

  private static String conformal(boolean conformal) {
    return "forecast.interval-method=" + (conformal ? "conformal-quantile" : "quantile");
  }

  private Cli.Told run(String runId, String... more) {
    List<String> args =
        new ArrayList<>(List.of("run", "--output", output.toString(), "--run-id", runId));
    for (String set :
        List.of(
            "source.generate.kind=seasonal",
            "source.generate.series=4",
            "source.generate.points=600",
            "source.generate.noise=0.3",
            "window.context=48",
            "window.patch=24",
            "window.horizon=4",
            "window.stride=3",
            "model.cells=[gru]",
            "model.hidden=16",
            "train.epochs=20",
            "train.batch-size=16",
            "evaluate.metrics=[mase, pinball, crps, coverage]",
            "evaluate.gate.enabled=false",
            "report.series=1")) {
      args.addAll(List.of("--set", set));
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private double coverage(String runId, String model, int level) {
    return new PublishedRun(output, runId)
        .rows("metrics").stream()
            .filter(row -> row.get("scope").equals("overall") && row.get("model").equals(model))
            .filter(row -> row.get("metric").equals("coverage-" + level))
            .mapToDouble(row -> (double) row.get("value"))
            .findFirst()
            .orElseThrow();
  }

  private void assertNothingCrosses(String runId) {
    List<Map<String, Object>> rows = new PublishedRun(output, runId).rows("predictions");
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(
                        List.of(
                            (Double) row.get("y_hat_lo_95"),
                            (Double) row.get("y_hat_lo_80"),
                            (Double) row.get("y_hat"),
                            (Double) row.get("y_hat_hi_80"),
                            (Double) row.get("y_hat_hi_95")))
                    .isSorted());
  }

  /** By series, cutoff and step. */
  private List<String> column(String runId, String model, String column) {
    return new PublishedRun(output, runId)
        .rows("predictions").stream()
            .filter(row -> row.get("model").equals(model))
            .map(
                row ->
                    "%s %s %s %s"
                        .formatted(
                            row.get("unique_id"),
                            row.get("cutoff"),
                            row.get("horizon_step"),
                            row.get(column)))
            .sorted()
            .toList();
  }
}
