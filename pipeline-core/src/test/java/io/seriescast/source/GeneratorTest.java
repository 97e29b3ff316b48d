package io.seriescast.source;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.table.Frequency;
import io.seriescast.table.Table;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static Dataset<Row> generated(String... sets) {
    return Generator.generate(TestSpark.session(), Configured.with(sets).source().generate());
  }

  @Test
  void theTutorialsSineIsNumpysLinspace() {
    List<Row> rows = generated().orderBy("ds").collectAsList();
    assertThat(rows).hasSize(500);
    for (int i = 0; i < 500; i++) {
      double x = i == 499 ? 100 : i * (100.0 / 499);
      assertThat(rows.get(i).getDouble(2)).isCloseTo(Math.sin(x), within(1e-15));
      assertThat(rows.get(i).getTimestamp(1).toInstant())
          .isEqualTo(Instant.parse("2024-01-01T00:00:00Z").plusSeconds(3600L * i));
    }
    assertThat(rows.get(0).getString(0)).isEqualTo("series-000001");
  }

  @Test
  void seasonalSeriesAreTheSameWhateverThePartitioning() {
    String[] sets = {
      "source.generate.kind=seasonal", "source.generate.series=30", "source.generate.points=50"
    };
    Dataset<Row> one = generated(sets);
    assertThat(one.schema().catalogString()).isEqualTo(Table.GENERATED.schema().catalogString());
    List<Row> first = one.orderBy("unique_id", "ds").collectAsList();
    List<Row> second = one.repartition(17).orderBy("unique_id", "ds").collectAsList();
    assertThat(first).hasSize(1500).isEqualTo(second);
    assertThat(first.stream().map(r -> r.getDouble(2)).distinct()).hasSizeGreaterThan(1490);
    assertThat(first).allSatisfy(row -> assertThat(row.getDouble(2)).isBetween(0.0, 300.0));
  }

  @Test
  void skewGivesTheFirstSeriesItsShareOfTheRows() {
    List<Row> counts =
        generated(
                "source.generate.kind=seasonal",
                "source.generate.series=11",
                "source.generate.points=20",
                "source.generate.skew=0.9")
            .groupBy("unique_id")
            .agg(count(lit(1)), countDistinct("ds"))
            .orderBy("unique_id")
            .collectAsList();
    assertThat(counts).extracting(r -> r.getLong(1)).startsWith(1800L, 20L).hasSize(11);
    assertThat(counts).allSatisfy(r -> assertThat(r.getLong(2)).isEqualTo(r.getLong(1)));
  }

  @Test
  void anotherSeedMakesOtherSeries() {
    String[] sets = {"source.generate.kind=seasonal"};
    String[] other = {"source.generate.kind=seasonal", "source.generate.seed=43"};
    assertThat(generated(sets).intersect(generated(other)).count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "15min", "h", "D", "B", "W", "M", "Q", "Y", "3D", "2M"})
  void timestampsStepByTheFrequency(String frequency) {
    for (String start :
        List.of("2024-01-01T00:00:00Z", "2023-11-30T06:30:00Z", "1949-01-04T00:00:00Z")) {
      List<Row> rows =
          generated(
                  "source.generate.frequency=" + frequency,
                  "source.generate.points=40",
                  "source.generate.start=\"" + start + "\"")
              .orderBy("ds")
              .collectAsList();
      for (int i = 0; i < 40; i++) {
        Instant expected = Frequency.parse(frequency).plus(Instant.parse(start), i, ZoneOffset.UTC);
        assertThat(((Timestamp) rows.get(i).get(1)).toInstant()).isEqualTo(expected);
      }
    }
  }
}
