package io.seriescast.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.split.SplitSettings;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final double NAN = Double.NaN;
  private static final SplitSettings SPLIT = new SplitSettings("0.2", "1h");

  private static final double[] RAMP = IntStream.range(0, 20).mapToDouble(i -> i * i).toArray();

  @Test
  void partsScalerAndErrorScalesOfOneSeries() {
    Row row =
        prepare(SPLIT, ScalerKind.MIN_MAX, 3, TestSeries.regular("a", 2, false, RAMP)).get("a");
    assertThat(row.<Integer>getAs(Columns.TRAIN_END)).isEqualTo(13);
    assertThat(row.<Integer>getAs(Columns.VALIDATION_END)).isEqualTo(16);
    Scaler scaler = Scaler.of(row.<Row>getAs(Columns.SCALER));
    assertThat(scaler).isEqualTo(new Scaler(ScalerKind.MIN_MAX, 0, 144, 1));
    // t² − (t−2)² = 4t − 4 over t = 2..15: mean of 4, 8, … 56
    assertThat(row.<Double>getAs(Columns.MASE_SCALE)).isEqualTo(30.0);
    double squares =
        IntStream.rangeClosed(1, 14).mapToDouble(i -> 16.0 * i * i).average().getAsDouble();
    assertThat(row.<Double>getAs(Columns.RMSSE_SCALE)).isEqualTo(Math.sqrt(squares));
  }

  @Test
  void theFutureOfTheTrainPartChangesNoScaler() {
    double[] other = RAMP.clone();
    Arrays.fill(other, 13, 20, -1e9);
    for (ScalerKind kind : ScalerKind.values()) {
      Map<String, Row> rows =
          prepare(
              SPLIT,
              kind,
              3,
              TestSeries.regular("a", 2, false, RAMP),
              TestSeries.regular("b", 2, false, other));
      assertThat(rows.get("a").<Row>getAs(Columns.SCALER))
          .isEqualTo(rows.get("b").<Row>getAs(Columns.SCALER));
    }
  }

  @Test
  void theTestPartChangesNoErrorScale() {
    double[] other = RAMP.clone();
    Arrays.fill(other, 16, 20, -1e9);
    Map<String, Row> rows =
        prepare(
            SPLIT,
            ScalerKind.NONE,
            3,
            TestSeries.regular("a", 2, false, RAMP),
            TestSeries.regular("b", 2, false, other));
    assertThat(rows.get("a").<Double>getAs(Columns.MASE_SCALE))
        .isEqualTo(rows.get("b").<Double>getAs(Columns.MASE_SCALE));
  }

  @Test
  @DisplayName(
      "F13 a short series is all train, its scaler defined, season 1 where there is no pair")
  void shortSeries() {
    Row row =
        prepare(SPLIT, ScalerKind.STANDARD, 3, TestSeries.regular("a", 24, true, 1, 3, 5)).get("a");
    assertThat(row.<Integer>getAs(Columns.TRAIN_END)).isEqualTo(3);
    assertThat(row.<Integer>getAs(Columns.VALIDATION_END)).isEqualTo(3);
    assertThat(row.<Double>getAs(Columns.MASE_SCALE)).isEqualTo(2.0);
    assertThat(Scaler.of(row.<Row>getAs(Columns.SCALER)).center()).isEqualTo(3.0);
  }

  @Test
  @DisplayName("F3, F14, F15 gaps do not reach a scaler; constant and empty series have one")
  void gapsConstantsAndNothing() {
    Map<String, Row> rows =
        prepare(
            new SplitSettings("0", "0"),
            ScalerKind.MIN_MAX,
            1,
            TestSeries.regular("gaps", 1, false, NAN, 2, NAN, 6, NAN),
            TestSeries.regular("constant", 1, false, 7, 7, 7),
            TestSeries.regular("nothing", 1, false, NAN, NAN));
    assertThat(scaler(rows, "gaps")).isEqualTo(new Scaler(ScalerKind.MIN_MAX, 2, 4, 1));
    assertThat(rows.get("gaps").<Double>getAs(Columns.MASE_SCALE)).isEqualTo(0.0);
    assertThat(scaler(rows, "constant")).isEqualTo(new Scaler(ScalerKind.MIN_MAX, 7, 7, 1));
    assertThat(scaler(rows, "nothing")).isEqualTo(new Scaler(ScalerKind.MIN_MAX, 0, 1, 1));
  }

  @Test
  void scalersAreATableWithWhatTheyWereFittedOn() {
    Dataset<Row> regular =
        TestSeries.regular(
            List.of(
                TestSeries.regular("a", 2, false, RAMP),
                TestSeries.regular("b", 2, false, 1, NAN, 3, 4, 5),
                TestSeries.regular("no steps", 2, true)));
    Dataset<Row> prepared =
        Preparation.prepare(regular, SPLIT, new ScaleSettings(ScalerKind.STANDARD), 1);
    Dataset<Row> scalers = Preparation.scalers(prepared);
    assertThat(scalers.schema().simpleString()).isEqualTo(Table.SCALERS.schema().simpleString());
    Row b = byId(scalers).get("b");
    assertThat(b.<Object>getAs(Columns.FITTED_FROM)).isEqualTo(TestSeries.at(0));
    assertThat(b.<Object>getAs(Columns.FITTED_TO)).isEqualTo(TestSeries.at(2));
    assertThat(b.<Long>getAs(Columns.N)).isEqualTo(2L);
    assertThat(Scaler.of(b).center()).isEqualTo(2.0);
    assertThat(scalers.count()).isEqualTo(3);
  }

  @Test
  void preparationIsNarrow() {
    Dataset<Row> regular = TestSeries.regular(List.of(TestSeries.regular("a", 2, false, RAMP)));
    Dataset<Row> prepared =
        Preparation.prepare(regular, SPLIT, new ScaleSettings(ScalerKind.STANDARD), 1);
    assertThat(Preparation.scalers(prepared).queryExecution().executedPlan().toString())
        .doesNotContain("Exchange");
  }

  @Test
  void anotherSchemaIsToldInFull() {
    Dataset<Row> wrong =
        TestSeries.regular(List.of(TestSeries.regular("a", 2, false, RAMP))).drop("season", "y");
    assertThatThrownBy(
            () -> Preparation.prepare(wrong, SPLIT, new ScaleSettings(ScalerKind.NONE), 1))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("missing column 'season'")
        .hasMessageContaining("missing column 'y'");
  }

  private static Scaler scaler(Map<String, Row> rows, String id) {
    return Scaler.of(rows.get(id).<Row>getAs(Columns.SCALER));
  }

  private static Map<String, Row> prepare(
      SplitSettings split, ScalerKind kind, int horizon, Row... rows) {
    Dataset<Row> regular = TestSeries.regular(List.of(rows));
    return byId(Preparation.prepare(regular, split, new ScaleSettings(kind), horizon));
  }

  private static Map<String, Row> byId(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .collect(Collectors.toMap(r -> r.getAs(Columns.UNIQUE_ID), Function.identity()));
  }
}
