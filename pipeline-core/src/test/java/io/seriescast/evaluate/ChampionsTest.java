package io.seriescast.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.testing.ScoredForecasts;
import io.seriescast.testing.ScoredForecasts.Forecast;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ChampionsTest {
  private static final double NAN = Double.NaN;

  @Test
  void theLowestWinsAndEqualsGoToTheSimpler() {
    Dataset<Row> metrics =
        GateTest.metrics(
            GateTest.row("lower", "gru", 0.5),
            GateTest.row("lower", "naive", 0.6),
            GateTest.row("equal", "gru", 0.5),
            GateTest.row("equal", "theta", 0.5),
            GateTest.row("equal", "naive", 0.5),
            GateTest.row("unknown", "lstm", 0.5),
            GateTest.row("unknown", "gru", 0.5),
            GateTest.row("diverged", "gru", NAN),
            GateTest.row("diverged", "theta", 9.0));
    Dataset<Row> champions =
        Champions.of(metrics, Metric.MASE, List.of("naive", "seasonal-naive", "theta"));
    assertThat(champions.orderBy("unique_id").collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[diverged,theta,mase,9.0]",
            "[equal,naive,mase,0.5]",
            "[lower,gru,mase,0.5]",
            "[unknown,gru,mase,0.5]");
  }

  @Test
  void theirForecastsAreOneMoreModel() {
    Dataset<Row> predictions =
        ScoredForecasts.predictions(
            List.of(
                new Forecast("a", 0, 1, "gru", 1, 0, 2, 1.0),
                new Forecast("a", 0, 1, "naive", 2, 0, 2, 1.0),
                new Forecast("b", 0, 1, "naive", 3, 0, 2, null)));
    Dataset<Row> metrics =
        GateTest.metrics(GateTest.row("a", "gru", 1.0), GateTest.row("b", "naive", 1.0));
    Dataset<Row> champions = Champions.of(metrics, Metric.MASE, List.of());
    Dataset<Row> forecasts = Champions.forecasts(predictions, champions);
    assertThat(forecasts.columns()).isEqualTo(predictions.columns());
    assertThat(forecasts.select("unique_id", "model", "y_hat").orderBy("unique_id").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[a,champion,1.0]", "[b,champion,3.0]");
  }

  @Test
  void onlyMetricsThatRank() {
    assertThatThrownBy(() -> Champions.of(GateTest.metrics(), Metric.COVERAGE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
