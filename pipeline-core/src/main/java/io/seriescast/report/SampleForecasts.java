package io.seriescast.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.seriescast.evaluate.IntervalLevels;
import io.seriescast.report.ReportContent.Band;
import io.seriescast.report.ReportContent.Forecast;
import io.seriescast.report.ReportContent.Point;
import io.seriescast.table.Columns;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The forecasts of one drawn series. Of cutoffs whose forecasts overlap only so many are drawn that
 * every step is forecast once, and always from the whole horizon: a chart of first steps alone
 * would flatter a long horizon. With a horizon of one step that is every cutoff.
 */
record SampleForecasts(List<Instant> cutoffs, List<Forecast> test, List<Forecast> future) {
  static final SampleForecasts NONE = new SampleForecasts(List.of(), List.of(), List.of());

  private static final String LAST = "last";

  /** A cutoff of a series, and the last step that is forecast from it. */
  private record Cutoff(Instant at, Instant last, boolean future) {}

  private record Step(Point point, List<Double> bounds) {}

  static Map<String, SampleForecasts> collect(
      Dataset<Row> predictions, List<String> ids, List<String> models, String main) {
    Dataset<Row> own =
        predictions
            .where(col(Columns.UNIQUE_ID).isin(ids.toArray()))
            .where(col(Columns.MODEL).isin(models.toArray()));
    Map<String, List<Cutoff>> drawn = new HashMap<>();
    cutoffs(own).forEach((id, all) -> drawn.put(id, withoutOverlap(all)));
    List<Integer> levels = levels(predictions);
    Map<String, Map<String, TreeMap<Instant, Step>>> steps = new HashMap<>();
    for (Row r : steps(own, drawn, levels, main).collectAsList()) {
      List<Double> bounds = new ArrayList<>();
      for (int i = 4; i < r.size(); i++) {
        bounds.add(ReportQueries.number(r, i));
      }
      Instant ds = SampleQueries.instant(r, 2);
      steps
          .computeIfAbsent(r.getString(0), id -> new LinkedHashMap<>())
          .computeIfAbsent(r.getString(1), model -> new TreeMap<>())
          .put(ds, new Step(new Point(ds, ReportQueries.number(r, 3)), bounds));
    }
    Map<String, SampleForecasts> forecasts = new HashMap<>();
    for (String id : ids) {
      List<Cutoff> of = drawn.getOrDefault(id, List.of());
      Instant future =
          of.stream().filter(Cutoff::future).map(Cutoff::at).findFirst().orElse(Instant.MAX);
      List<Forecast> test = new ArrayList<>();
      List<Forecast> ahead = new ArrayList<>();
      for (String model : models) {
        TreeMap<Instant, Step> all =
            steps.getOrDefault(id, Map.of()).getOrDefault(model, new TreeMap<>());
        add(test, model, levels, List.copyOf(all.headMap(future, true).values()));
        add(ahead, model, levels, List.copyOf(all.tailMap(future, false).values()));
      }
      // Cutoffs of which nothing is drawn, because there are more steps than are drawn, go too.
      Instant first =
          test.stream()
              .map(f -> f.points().get(0).ds())
              .min(Instant::compareTo)
              .orElse(Instant.MAX);
      List<Instant> cutoffs =
          of.stream()
              .filter(c -> !c.future() && !c.last().isBefore(first))
              .map(Cutoff::at)
              .toList();
      forecasts.put(id, new SampleForecasts(cutoffs, test, ahead));
    }
    return forecasts;
  }

  /** The last cutoffs of every series, oldest first; more could not be drawn. */
  private static Map<String, List<Cutoff>> cutoffs(Dataset<Row> predictions) {
    Column known = when(not(isnan(col(Columns.Y))), col(Columns.Y));
    Map<String, List<Cutoff>> cutoffs = new HashMap<>();
    predictions
        .groupBy(Columns.UNIQUE_ID, Columns.CUTOFF)
        .agg(max(Columns.DS).as(LAST), count(known).as(Columns.N))
        .withColumn(
            "from_end",
            row_number()
                .over(Window.partitionBy(Columns.UNIQUE_ID).orderBy(col(Columns.CUTOFF).desc())))
        .where(col("from_end").leq(ReportContent.MOST_TEST + 1))
        .orderBy(Columns.UNIQUE_ID, Columns.CUTOFF)
        .select(Columns.UNIQUE_ID, Columns.CUTOFF, LAST, Columns.N, "from_end")
        .collectAsList()
        .forEach(
            r ->
                cutoffs
                    .computeIfAbsent(r.getString(0), id -> new ArrayList<>())
                    .add(
                        new Cutoff(
                            SampleQueries.instant(r, 1),
                            SampleQueries.instant(r, 2),
                            r.getInt(4) == 1 && r.getLong(3) == 0)));
    return cutoffs;
  }

  /** Walks back from the last cutoff, so that the end of the series is always shown. */
  private static List<Cutoff> withoutOverlap(List<Cutoff> all) {
    List<Cutoff> kept = new ArrayList<>();
    Instant free = Instant.MAX;
    for (Cutoff cutoff :
        all.stream().sorted(Comparator.comparing(Cutoff::at).reversed()).toList()) {
      if (cutoff.future() || !cutoff.last().isAfter(free)) {
        kept.add(0, cutoff);
        free = cutoff.at();
      }
    }
    return kept;
  }

  /**
   * unique_id, model, ds, y_hat, then low and high of every level (null but for the main model).
   */
  private static Dataset<Row> steps(
      Dataset<Row> predictions,
      Map<String, List<Cutoff>> drawn,
      List<Integer> levels,
      String main) {
    List<Row> pairs = new ArrayList<>();
    drawn.forEach(
        (id, cutoffs) ->
            cutoffs.forEach(c -> pairs.add(RowFactory.create(id, Timestamp.from(c.at())))));
    StructType pair =
        new StructType()
            .add(Columns.UNIQUE_ID, DataTypes.StringType)
            .add(Columns.CUTOFF, DataTypes.TimestampType);
    Dataset<Row> wanted = predictions.sparkSession().createDataFrame(pairs, pair);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col(Columns.UNIQUE_ID), col(Columns.MODEL), col(Columns.DS), col(Columns.Y_HAT)));
    for (int level : levels) {
      for (String bound : List.of(Columns.low(level), Columns.high(level))) {
        columns.add(
            when(col(Columns.MODEL).equalTo(main == null ? "" : main), col(bound)).cast("double"));
      }
    }
    String fromEnd = "from_end";
    // A forecast of very many steps: the last ones, as with cutoffs.
    Column rank =
        row_number()
            .over(
                Window.partitionBy(Columns.UNIQUE_ID, Columns.MODEL)
                    .orderBy(col(Columns.DS).desc()));
    return predictions
        .join(broadcast(wanted), new String[] {Columns.UNIQUE_ID, Columns.CUTOFF})
        .withColumn(fromEnd, rank)
        .where(col(fromEnd).leq(ReportContent.MOST_TEST))
        .select(columns.toArray(Column[]::new));
  }

  /** The levels of the interval columns, the widest first, so that the narrower lie on top. */
  static List<Integer> levels(Dataset<Row> predictions) {
    return IntervalLevels.of(predictions.schema()).stream()
        .sorted(Comparator.reverseOrder())
        .limit(3)
        .toList();
  }

  private static void add(List<Forecast> to, String model, List<Integer> levels, List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      int low = 2 * i;
      List<Double> lows = steps.stream().map(s -> s.bounds().get(low)).toList();
      List<Double> highs = steps.stream().map(s -> s.bounds().get(low + 1)).toList();
      if (lows.stream().anyMatch(Double::isFinite)) {
        bands.add(new Band(levels.get(i), lows, highs));
      }
    }
    to.add(new Forecast(model, steps.stream().map(Step::point).toList(), bands));
  }
}
