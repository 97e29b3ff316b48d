package io.seriescast.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Sample;
import io.seriescast.table.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The points of the drawn series: the whole series thinned out, its end as it is. */
final class SampleQueries {
  /** How many whole series are drawn: best, median, worst. */
  private static final int WHOLE = 3;

  private static final int LEAST_HISTORY = 40;

  private record Extent(long length, long filled, Instant from, Instant to) {}

  private SampleQueries() {}

  static List<Sample> collect(
      ReportTables tables, String main, List<String> models, int most, SideBySide queries) {
    List<SampleChoice.Choice> choices = SampleChoice.choose(tables, main, most);
    if (choices.isEmpty()) {
      return List.of();
    }
    List<String> ids = choices.stream().map(SampleChoice.Choice::id).toList();
    Dataset<Row> series = tables.series().where(col(Columns.UNIQUE_ID).isin(ids.toArray()));
    Dataset<Row> drawnWhole =
        tables.series().where(col(Columns.UNIQUE_ID).isin(whole(choices).toArray()));
    Supplier<Map<String, Extent>> ofExtents = queries.begin(() -> extents(series));
    Supplier<Map<String, List<Point>>> ofOverviews = queries.begin(() -> overviews(drawnWhole));
    Supplier<Map<String, List<Point>>> ofTails = queries.begin(() -> tails(series));
    Map<String, SampleForecasts> forecasts =
        SampleForecasts.collect(tables.predictions(), ids, models, main);
    Map<String, Extent> extents = ofExtents.get();
    Map<String, List<Point>> overviews = ofOverviews.get();
    Map<String, List<Point>> tails = ofTails.get();
    List<Sample> samples = new ArrayList<>();
    for (SampleChoice.Choice choice : choices) {
      Extent extent = extents.getOrDefault(choice.id(), new Extent(0, 0, null, null));
      SampleForecasts own = forecasts.getOrDefault(choice.id(), SampleForecasts.NONE);
      samples.add(
          new Sample(
              choice.id(),
              choice.role(),
              choice.metric(),
              choice.score(),
              extent.length(),
              extent.filled(),
              overviews.getOrDefault(choice.id(), List.of()),
              end(tails.getOrDefault(choice.id(), List.of()), own),
              own.cutoffs(),
              own.test(),
              own.future()));
    }
    return samples;
  }

  private static List<String> whole(List<SampleChoice.Choice> choices) {
    List<String> marked =
        choices.stream().filter(c -> !c.role().isEmpty()).map(SampleChoice.Choice::id).toList();
    return marked.isEmpty()
        ? choices.stream().limit(WHOLE).map(SampleChoice.Choice::id).toList()
        : marked;
  }

  private static Map<String, Extent> extents(Dataset<Row> series) {
    Map<String, Extent> extents = new HashMap<>();
    series
        .groupBy(Columns.UNIQUE_ID)
        .agg(
            count(lit(1)),
            sum(when(col(Columns.IS_OBSERVED), 0L).otherwise(1L)),
            min(Columns.DS),
            max(Columns.DS))
        .collectAsList()
        .forEach(
            r ->
                extents.put(
                    r.getString(0),
                    new Extent(r.getLong(1), r.getLong(2), instant(r, 3), instant(r, 4))));
    return extents;
  }

  /**
   * Thins a series out without losing its shape: the time is cut into equal buckets, and of each
   * the lowest and the highest value stay, at their own instants, in their order. A bucket without
   * any value becomes a gap. Series with fewer steps than buckets stay as they are.
   *
   * <p>In: Table SERIES. Out: unique_id, bucket, low, high (structs of y and ds; null in a gap),
   * at.
   */
  static Dataset<Row> thinned(Dataset<Row> series, int buckets) {
    String first = "first";
    String last = "last";
    String steps = "steps";
    Dataset<Row> ranges =
        series
            .groupBy(Columns.UNIQUE_ID)
            .agg(min(Columns.DS).as(first), max(Columns.DS).as(last), count(lit(1)).as(steps));
    Column seconds = col(Columns.DS).cast("double").minus(col(first).cast("double"));
    Column span = col(last).cast("double").minus(col(first).cast("double"));
    Column known =
        when(
            not(isnan(col(Columns.Y))).and(col(Columns.Y).isNotNull()),
            struct(col(Columns.Y), col(Columns.DS)));
    Column bucket =
        when(col(steps).leq(buckets), seconds)
            .otherwise(floor(seconds.multiply(lit(buckets - 1.0)).divide(span)));
    return series
        .join(broadcast(ranges), Columns.UNIQUE_ID)
        .withColumn("bucket", bucket.cast("double"))
        .groupBy(Columns.UNIQUE_ID, "bucket")
        .agg(min(known).as("low"), max(known).as("high"), min(Columns.DS).as("at"));
  }

  private static Map<String, List<Point>> overviews(Dataset<Row> series) {
    Map<String, List<Point>> overviews = new HashMap<>();
    thinned(series, ReportContent.BUCKETS)
        .select("unique_id", "low", "high", "at")
        .orderBy("unique_id", "at")
        .collectAsList()
        .forEach(
            r -> {
              List<Point> points =
                  overviews.computeIfAbsent(r.getString(0), id -> new ArrayList<>());
              if (r.isNullAt(1)) {
                points.add(new Point(instant(r, 3), Double.NaN));
                return;
              }
              Point low = new Point(instant(r.getStruct(1), 1), r.getStruct(1).getDouble(0));
              Point high = new Point(instant(r.getStruct(2), 1), r.getStruct(2).getDouble(0));
              boolean lowFirst = !high.ds().isBefore(low.ds());
              points.add(lowFirst ? low : high);
              if (!low.ds().equals(high.ds())) {
                points.add(lowFirst ? high : low);
              }
            });
    return overviews;
  }

  private static Map<String, List<Point>> tails(Dataset<Row> series) {
    Map<String, List<Point>> tails = new HashMap<>();
    series
        .withColumn(
            "from_end",
            row_number()
                .over(Window.partitionBy(Columns.UNIQUE_ID).orderBy(col(Columns.DS).desc())))
        .where(col("from_end").leq(ReportContent.MOST_HISTORY + ReportContent.MOST_TEST))
        .orderBy(Columns.UNIQUE_ID, Columns.DS)
        .select(Columns.UNIQUE_ID, Columns.DS, Columns.Y)
        .collectAsList()
        .forEach(
            r ->
                tails
                    .computeIfAbsent(r.getString(0), id -> new ArrayList<>())
                    .add(new Point(instant(r, 1), ReportQueries.number(r, 2))));
    return tails;
  }

  /** The test part that is drawn, and before it half as much again, within limits. */
  private static List<Point> end(List<Point> tail, SampleForecasts forecasts) {
    int history = tail.size();
    if (!forecasts.cutoffs().isEmpty()) {
      Instant cutoff = forecasts.cutoffs().get(0);
      history = (int) tail.stream().filter(p -> !p.ds().isAfter(cutoff)).count();
    }
    int test = tail.size() - history;
    int wanted = Math.min(ReportContent.MOST_HISTORY, Math.max(LEAST_HISTORY, test + test / 2));
    return tail.subList(Math.max(0, history - wanted), tail.size());
  }

  static Instant instant(Row row, int at) {
    return row.getTimestamp(at).toInstant();
  }
}
