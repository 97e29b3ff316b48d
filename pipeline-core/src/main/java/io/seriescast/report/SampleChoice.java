package io.seriescast.report;

import static io.seriescast.evaluate.Metrics.SERIES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;

import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Which series are drawn: spread evenly over the ranks of the main model's error. */
final class SampleChoice {
  /** A series to draw; score is NaN where it has none, metric null, role empty. */
  record Choice(String id, String role, String metric, double score) {}

  private static final int ACCURACY = 10_000;

  private SampleChoice() {}

  /**
   * At most {@code most} series, the best first, the worst last, quantiles of the error between
   * them; without scores per series the first ones by id. Of equally good series the first by id
   * stands for all, so that fewer may come.
   */
  static List<Choice> choose(ReportTables tables, String main, int most) {
    Dataset<Row> scores =
        tables
            .metrics()
            .where(col(Columns.SCOPE).equalTo(SERIES))
            .where(col(Columns.MODEL).equalTo(main == null ? "" : main))
            .where(col(Columns.UNIQUE_ID).isNotNull())
            .where(col(Columns.VALUE).isNotNull())
            .where(functions.not(functions.isnan(col(Columns.VALUE))))
            .where(functions.abs(col(Columns.VALUE)).lt(Double.POSITIVE_INFINITY));
    Map<String, Row> spread = new HashMap<>();
    scores
        .groupBy(Columns.METRIC)
        .agg(
            count(lit(1)),
            min(Columns.VALUE),
            max(Columns.VALUE),
            percentile_approx(col(Columns.VALUE), lit(0.5), lit(ACCURACY)),
            percentile_approx(col(Columns.VALUE), functions.array(fractions(most)), lit(ACCURACY)))
        .limit(ReportQueries.MOST_SCORES)
        .collectAsList()
        .forEach(r -> spread.put(r.getString(0), r));
    String metric = Metrics.primary(spread.keySet());
    if (metric == null) {
      return first(tables, most);
    }
    Dataset<Row> errors = scores.where(col(Columns.METRIC).equalTo(metric));
    Row values = spread.get(metric);
    if (values.getLong(1) > most) {
      return atValues(errors, metric, quantiles(values, most), values.getDouble(4));
    }
    List<Row> all =
        errors
            .orderBy(col(Columns.VALUE), col(Columns.UNIQUE_ID))
            .select(Columns.UNIQUE_ID, Columns.VALUE)
            .collectAsList();
    return ranked(
        all.stream().map(r -> r.getString(0)).toList(),
        all.stream().map(r -> r.getDouble(1)).toList(),
        metric,
        all.size() / 2);
  }

  private static Column[] fractions(int most) {
    return IntStream.range(0, most)
        .mapToObj(i -> lit(most == 1 ? 0.5 : i / (most - 1.0)))
        .toArray(Column[]::new);
  }

  /** Lowest and highest value, and the quantiles between; values that occur, not interpolations. */
  private static Set<Double> quantiles(Row row, int most) {
    List<Double> values = new ArrayList<>(row.getList(5));
    if (most > 1) {
      values.set(0, row.getDouble(2));
      values.set(most - 1, row.getDouble(3));
    }
    if (most > 2) {
      // An even number of quantiles has no middle: the median takes the place of the nearest.
      values.set(most / 2, row.getDouble(4));
    }
    return new TreeSet<>(values);
  }

  private static List<Choice> atValues(
      Dataset<Row> errors, String metric, Set<Double> values, double median) {
    TreeMap<Double, String> ids = new TreeMap<>();
    errors
        .where(col(Columns.VALUE).isin(values.toArray()))
        .groupBy(Columns.VALUE)
        .agg(min(Columns.UNIQUE_ID))
        .collectAsList()
        .forEach(r -> ids.put(r.getDouble(0), r.getString(1)));
    return ranked(
        List.copyOf(ids.values()), List.copyOf(ids.keySet()), metric, ids.headMap(median).size());
  }

  /** With the roles of the first, the last and, of three or more, the middle one. */
  private static List<Choice> ranked(
      List<String> ids, List<Double> values, String metric, int median) {
    int last = ids.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(
            i -> {
              String role =
                  last == 0
                      ? ""
                      : i == 0 ? "best" : i == last ? "worst" : i == median ? "median" : "";
              return new Choice(ids.get(i), role, metric, values.get(i));
            })
        .toList();
  }

  private static List<Choice> first(ReportTables tables, int most) {
    List<Row> ids =
        tables
            .status()
            .where(functions.not(col(Columns.STATUS).equalTo("quarantined")))
            .select(Columns.UNIQUE_ID)
            .orderBy(Columns.UNIQUE_ID)
            .limit(most)
            .collectAsList();
    if (ids.isEmpty()) {
      ids =
          tables
              .series()
              .select(Columns.UNIQUE_ID)
              .distinct()
              .orderBy(Columns.UNIQUE_ID)
              .limit(most)
              .collectAsList();
    }
    return ids.stream().map(r -> new Choice(r.getString(0), "", null, Double.NaN)).toList();
  }
}
