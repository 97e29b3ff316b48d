package io.seriescast.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Sample;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleQueriesTest {
  @Test
  void thinningKeepsTheLowestAndHighestOfEveryBucketAndGaps() {
    int n = 1000;
    int buckets = 50;
    Random random = new Random(3);
    double[] ys = random.doubles(n, -5, 5).toArray();
    RunTables run = new RunTables();
    for (int t = 0; t < n; t++) {
      boolean gap = t >= 400 && t < 460;
      ys[t] = gap ? Double.NaN : ys[t];
      run.value("a", t, gap ? null : ys[t]);
    }
    List<String> expected = new ArrayList<>();
    for (int b = 0; b < buckets; b++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      boolean any = false;
      for (int t = 0; t < n; t++) {
        if ((int) Math.floor(t * (buckets - 1.0) / (n - 1)) == b && !Double.isNaN(ys[t])) {
          low = Math.min(low, ys[t]);
          high = Math.max(high, ys[t]);
          any = true;
        }
      }
      expected.add(any ? low + " " + high : "gap");
    }
    List<String> found =
        SampleQueries.thinned(run.tables().series(), buckets)
            .orderBy("bucket")
            .select("low", "high")
            .collectAsList()
            .stream()
            .map(
                r ->
                    r.isNullAt(0)
                        ? "gap"
                        : r.getStruct(0).getDouble(0) + " " + r.getStruct(1).getDouble(0))
            .toList();
    assertThat(found).isEqualTo(expected);
    assertThat(found).contains("gap");
  }

  @ParameterizedTest
  @CsvSource({"1, 0:", "2, 0:best 99:worst", "6, 0:best 19: 39: 49:median 79: 99:worst"})
  void samplesRunFromTheBestOverTheMedianToTheWorst(int most, String expected) {
    RunTables run = new RunTables();
    for (int i = 0; i < 100; i++) {
      String id = "s%02d".formatted(i);
      run.metric("series", id, null, "rnn", "mase", i / 10.0);
      // Neither other models, metrics or scopes nor what is not a number decide.
      run.metric("series", id, null, "naive", "mase", -i / 10.0);
      run.metric("series", id, null, "rnn", "mae", 7.0);
    }
    run.metric("overall", null, null, "rnn", "mase", -1.0)
        .metric("series", "nan", null, "rnn", "mase", Double.NaN)
        .metric("series", "infinite", null, "rnn", "mase", Double.POSITIVE_INFINITY)
        .metric("series", "null", null, "rnn", "mase", null);
    List<SampleChoice.Choice> choices = SampleChoice.choose(run.tables(), "rnn", most);
    if (most == 1) {
      assertThat(choices).extracting(SampleChoice.Choice::id).containsExactly("s49");
      return;
    }
    assertThat(choices)
        .extracting(c -> Integer.parseInt(c.id().substring(1)) + ":" + c.role())
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void fewSeriesAreAllShownAndEqualOnesOnce() {
    RunTables run = new RunTables();
    for (String id : List.of("c", "a", "b")) {
      run.metric("series", id, null, "rnn", "mase", 1.0);
    }
    assertThat(SampleChoice.choose(run.tables(), "rnn", 3))
        .extracting(c -> c.id() + " " + c.role())
        .containsExactly("a best", "b median", "c worst");
    assertThat(SampleChoice.choose(run.tables(), "rnn", 2))
        .extracting(SampleChoice.Choice::id)
        .containsExactly("a");
  }

  /** A table computed on the cluster: all columns null but the given ones. */
  private static Dataset<Row> table(Table table, Dataset<Row> rows, Map<String, Column> columns) {
    return rows.select(
        java.util.Arrays.stream(table.schema().fields())
            .map(
                (StructField f) ->
                    columns
                        .getOrDefault(f.name(), functions.lit(null))
                        .cast(f.dataType())
                        .as(f.name()))
            .toArray(Column[]::new));
  }

  @Test
  @DisplayName("F27, F29 100,000 scored series, one of 100,000 steps: the page stays small")
  void thePageIsBoundedWhateverTheRun() {
    long n = 100_000;
    Dataset<Row> ids = TestSpark.session().range(n).toDF("i");
    Column i = functions.col("i");
    Column id = functions.concat(functions.lit("s"), i);
    Column ds = functions.timestamp_seconds(i.multiply(3600));
    Column y = functions.sin(i);
    RunTables none = new RunTables();
    ReportTables tables =
        new ReportTables(
            table(
                Table.SERIES,
                ids,
                Map.of(
                    Columns.UNIQUE_ID,
                    functions.lit("s7"),
                    Columns.DS,
                    ds,
                    Columns.Y,
                    y,
                    Columns.IS_OBSERVED,
                    functions.lit(true))),
            table(
                Table.PREDICTIONS,
                ids.where(i.geq(n - 5000)),
                Map.of(
                    Columns.UNIQUE_ID, functions.lit("s7"),
                    Columns.CUTOFF, functions.timestamp_seconds(i.minus(1).multiply(3600)),
                    Columns.DS, ds,
                    Columns.HORIZON_STEP, functions.lit(1),
                    Columns.MODEL, functions.lit("rnn"),
                    Columns.Y_HAT, y,
                    Columns.Y, y)),
            table(
                Table.METRICS,
                ids,
                Map.of(
                    Columns.SCOPE,
                    functions.lit("series"),
                    Columns.UNIQUE_ID,
                    id,
                    Columns.MODEL,
                    functions.lit("rnn"),
                    Columns.METRIC,
                    functions.lit("mase"),
                    Columns.VALUE,
                    i.divide(n))),
            none.loss("rnn", 1, 1, null).tables().losses(),
            table(
                Table.STATUS,
                ids,
                Map.of(Columns.UNIQUE_ID, id, Columns.STATUS, functions.lit("forecast"))),
            none.tables().quarantine());
    ReportContent content =
        ReportQueries.collect(tables, Map.of(), List.of(), new ReportSettings("Large", 50));
    assertThat(content.statuses()).containsEntry("forecast", n);
    assertThat(content.samples()).hasSizeBetween(45, 50);
    assertThat(content.samples()).isSortedAccordingTo(Comparator.comparingDouble(Sample::score));

    // No other series has values; of the long one only what can be drawn came.
    ReportContent one =
        ReportQueries.collect(
            new ReportTables(
                tables.series(),
                tables.predictions(),
                none.tables().metrics(),
                tables.losses(),
                none.status("s7", "forecast", null, "rnn").tables().status(),
                tables.quarantine()),
            Map.of(),
            List.of(),
            new ReportSettings("Long", 6));
    Sample longest = one.samples().get(0);
    assertThat(longest.length()).isEqualTo(n);
    assertThat(longest.overview()).hasSizeBetween(ReportContent.BUCKETS, 2 * ReportContent.BUCKETS);
    assertThat(longest.overview()).isSortedAccordingTo(Comparator.comparing(Point::ds));
    assertThat(longest.test().get(0).points()).hasSize(ReportContent.MOST_TEST);
    assertThat(longest.cutoffs()).hasSize(ReportContent.MOST_TEST);
    for (ReportContent c : List.of(content, one)) {
      assertThat(ReportPage.render(c).getBytes(StandardCharsets.UTF_8).length)
          .isLessThan(2_000_000);
    }
  }
}
