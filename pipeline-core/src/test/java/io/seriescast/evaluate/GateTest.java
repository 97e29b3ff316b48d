package io.seriescast.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.Settings;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.evaluate.Gate.Verdict;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final double NAN = Double.NaN;
  private static final GateSettings GATE =
      new GateSettings(true, Metric.MASE, "seasonal-naive", 0.1);

  @Test
  void theMeansAreOverTheSeriesThatBothHave() {
    Dataset<Row> metrics =
        metrics(
            row("a", "gru", 1.0),
            row("b", "gru", 2.0),
            row("a", "seasonal-naive", 2.0),
            row("b", "seasonal-naive", 2.0),
            row("short", "seasonal-naive", 99.0),
            row("a", "naive", 0.1));
    Verdict verdict = verdict(metrics, GATE);
    assertThat(verdict).isEqualTo(new Verdict("gru", GATE, 1.5, 2.0, 2, 3, 2));
    assertThat(verdict.passes()).isTrue();
    assertThat(verdict)
        .hasToString("quality gate: mase of gru is 1.500, of seasonal-naive 2.000, over 2 series");
    assertThatCode(verdict::enforce).doesNotThrowAnyException();
  }

  @Test
  void beyondTheMarginNothingIsPublished() {
    assertThat(of(1.1, 1.0, GATE).passes()).isTrue();
    Verdict lost = of(1.2, 1.0, GATE);
    assertThatThrownBy(lost::enforce)
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.QUALITY_GATE);
              assertThat(e.kind().exitCode()).isEqualTo(5);
            })
        .hasMessageContaining("mase of gru is 1.200, of seasonal-naive 1.000")
        .hasMessageContaining("allowed are 10 % more")
        .hasMessageContaining("evaluate.gate.enabled = false");
    GateSettings allowed = new GateSettings(false, Metric.MASE, "seasonal-naive", 0.1);
    assertThatCode(of(1.2, 1.0, allowed)::enforce).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("F65 a model that diverged loses, whatever the margin")
  void notANumberLoses() {
    Dataset<Row> metrics = metrics(row("a", "gru", NAN), row("a", "seasonal-naive", 1.0));
    assertThat(verdict(metrics, GATE).passes()).isFalse();
    assertThat(of(Double.POSITIVE_INFINITY, 1.0, GATE).passes()).isFalse();
  }

  @Test
  void nothingToCompare() {
    Verdict none = verdict(metrics(), GATE);
    assertThat(none.passes()).isTrue();
    assertThat(none)
        .hasToString("quality gate: no series of gru can be compared with seasonal-naive");
    assertThatCode(none::enforce).doesNotThrowAnyException();
    assertThatThrownBy(() -> verdict(metrics(row("a", "gru", 1.0)), GATE).enforce())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("add it to forecast.baselines");
  }

  @Test
  @DisplayName("F43 metrics that rank no models are refused, unknown ones with the valid ones")
  void settings() {
    assertThatThrownBy(() -> Settings.load(null, List.of("evaluate.gate.metric=coverage")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(
            "evaluate.gate.metric must be one of mae, rmse, mape, smape, wape, mase, rmsse");
    assertThatThrownBy(() -> Settings.load(null, List.of("evaluate.metrics=[mae,mase2]")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("must be one of mae, rmse, mape, smape, wape, mase, rmsse, owa, bias")
        .hasMessageContaining("mase2");
    GateSettings defaults = Settings.load(null, List.of()).evaluate().gate();
    assertThat(defaults).isEqualTo(new GateSettings(true, Metric.MASE, "seasonal-naive", 0));
  }

  private static Verdict of(double model, double reference, GateSettings settings) {
    return new Verdict("gru", settings, model, reference, 1, 1, 1);
  }

  private static Verdict verdict(Dataset<Row> metrics, GateSettings settings) {
    return Gate.verdict(Gate.compare(metrics, "gru", settings).head(), "gru", settings);
  }

  static Row row(String id, String model, double value) {
    return RowFactory.create("series", id, null, model, "mase", value, 48L);
  }

  static Dataset<Row> metrics(Row... rows) {
    List<Row> all = new ArrayList<>(List.of(rows));
    for (String model : List.of("gru", "seasonal-naive")) {
      // other scopes and metrics do not count
      all.add(RowFactory.create("overall", null, null, model, "mase", 1e6, 1L));
      all.add(RowFactory.create("series", "a", null, model, "mae", 1e6, 1L));
    }
    return TestSpark.session().createDataFrame(all, Table.METRICS.schema());
  }
}
