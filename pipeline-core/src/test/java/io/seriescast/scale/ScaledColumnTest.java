package io.seriescast.scale;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.split.SplitSettings;
import io.seriescast.table.Columns;
import io.seriescast.testing.TestSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ScaledColumnTest {
  @Test
  void equalsTheScalerForEveryKind() {
    List<Row> rows = new ArrayList<>();
    rows.add(TestSeries.regular("random", 4, false, new Random(1).doubles(30, -5, 99).toArray()));
    rows.add(TestSeries.regular("constant", 1, false, 7, 7, 7));
    rows.add(TestSeries.regular("gaps", 1, false, 7, Double.NaN, 9));
    rows.add(TestSeries.regular("huge", 1, false, Double.MAX_VALUE, -Double.MAX_VALUE, 1));
    for (ScalerKind kind : ScalerKind.values()) {
      Dataset<Row> prepared =
          Preparation.prepare(
              TestSeries.regular(rows), new SplitSettings("0", "0"), new ScaleSettings(kind), 1);
      Dataset<Row> scaled =
          prepared.withColumn(
              "scaled", transform(col(Columns.Y), y -> ScaledColumn.of(y, col(Columns.SCALER))));
      for (Row row : scaled.collectAsList()) {
        Scaler scaler = Scaler.of(row.<Row>getAs(Columns.SCALER));
        List<Double> y = row.getList(row.fieldIndex(Columns.Y));
        List<Double> found = row.getList(row.fieldIndex("scaled"));
        for (int i = 0; i < y.size(); i++) {
          double expected = scaler.transform(y.get(i));
          if (Double.isNaN(expected)) {
            assertThat(found.get(i)).isNaN();
          } else {
            assertThat(found.get(i))
                .as("%s of %s", scaler, y.get(i))
                .isCloseTo(expected, within(Math.abs(expected) * 1e-12 + 1e-12));
          }
        }
      }
    }
  }
}
