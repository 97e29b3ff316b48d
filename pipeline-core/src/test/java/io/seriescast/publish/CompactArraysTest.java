package io.seriescast.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class CompactArraysTest {
  private static final Instant START = Instant.parse("2024-03-30T00:00:00Z");

  /** Steps of so many hours each, as many values, some of which were observed. */
  private static Row series(String id, List<Integer> hours, List<Boolean> observed) {
    List<Timestamp> ds =
        hours.stream().map(h -> Timestamp.from(START.plusSeconds(3600L * h))).toList();
    List<Double> y = IntStream.range(0, hours.size()).mapToObj(Double::valueOf).toList();
    return RowFactory.create(
        id,
        "h",
        24,
        scala(ds),
        scala(y),
        scala(observed),
        false,
        scala(List.of()),
        scala(List.of()),
        scala(List.of()));
  }

  private static Object scala(List<?> list) {
    return scala.collection.JavaConverters.asScalaBuffer(list).toList();
  }

  private static final List<Row> ROWS =
      List.of(
          series("even", List.of(0, 24, 48, 72), List.of(true, true, true, true)),
          series("a day of 23 hours", List.of(0, 24, 47, 71), List.of(true, true, true, true)),
          series("a gap", List.of(0, 1, 2, 3), List.of(true, false, true, true)),
          series("one", List.of(5), List.of(true)),
          series("two", List.of(5, 9), List.of(true, true)),
          series("uneven at the end", List.of(0, 1, 2, 4), List.of(true, true, true, true)),
          series("none", List.of(), List.of()));

  private static Dataset<Row> rows() {
    return TestSpark.session().createDataFrame(ROWS, Table.REGULAR.schema());
  }

  @Test
  void whatIsUnpackedIsWhatWasPacked() {
    Dataset<Row> packed = CompactArrays.pack(Table.REGULAR, rows());
    Dataset<Row> unpacked = CompactArrays.unpack(Table.REGULAR, packed);
    assertThat(unpacked.columns()).isEqualTo(rows().columns());
    assertThat(unpacked.collectAsList()).containsExactlyElementsOf(rows().collectAsList());
  }

  @Test
  void onlyArraysThatSaySomethingAreKept() {
    Dataset<Row> packed = CompactArrays.pack(Table.REGULAR, rows());
    assertThat(ids(packed.where("ds is null"))).containsExactly("even", "a gap", "one", "two");
    assertThat(ids(packed.where("is_observed is null")))
        .doesNotContain("a gap")
        .hasSize(ROWS.size() - 1);
  }

  @Test
  void arraysThatDoNotMatchComeBackAsTheyWere() {
    Dataset<Row> odd = rows().withColumn("y", expr("slice(y, 1, 1)"));
    Dataset<Row> back = CompactArrays.unpack(Table.REGULAR, CompactArrays.pack(Table.REGULAR, odd));
    assertThat(back.collectAsList()).containsExactlyElementsOf(odd.collectAsList());
  }

  @Test
  void tablesOfRowsAreLeftAlone() {
    Dataset<Row> series = rows().select(col("unique_id"), lit(1).as("ds"));
    assertThat(CompactArrays.pack(Table.SERIES, series)).isSameAs(series);
    assertThat(CompactArrays.unpack(Table.REGULAR, series)).isSameAs(series);
  }

  private static List<String> ids(Dataset<Row> rows) {
    return rows.select("unique_id").collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
