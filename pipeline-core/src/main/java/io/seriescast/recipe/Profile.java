package io.seriescast.recipe;

import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.mode;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.baseline.SeasonalityTest;
import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import io.seriescast.table.Frequency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the recipe looks at: a table of regular series in a few numbers, and a sample of histories
 * for the test of a season.
 *
 * @param frequency the most common one
 * @param season the most common one, as declared or by the frequency; 1 for none
 * @param median length of a series, the held-out test part left off
 * @param values in all series, test parts left off
 * @param gaps share of steps without an observed value
 * @param positive share of series whose values are all above 1, where a logarithm shows ratios
 * @param sample histories of at most {@value #SAMPLE} series, gaps filled by the last value, the
 *     newest values of each
 */
public record Profile(
    Frequency frequency,
    int season,
    long series,
    double median,
    long values,
    double gaps,
    double positive,
    List<double[]> sample) {
  private static final int SAMPLE = 200;

  /** Values of a series that are looked at, more where seasons or years are longer. */
  private static final int TAIL = 1100;

  private static final int SEASONS = 4;

  /** Years that tell whether one is like the other, and the share of them that is enough. */
  private static final int YEARS = 3;

  private static final double MOST_OF_YEARS = 0.5;

  /** Three years of quarters of an hour. */
  private static final int LONGEST = 105_000;

  /** Weeks in a year of whole weeks. */
  private static final int WEEKS = 52;

  /**
   * Two bounded queries.
   *
   * @param regular {@link io.seriescast.table.Table#REGULAR}
   * @param test steps at the end of every series that must not be looked at, as a column
   * @throws PipelineException of kind DATA when no series is longer than them
   */
  public static Profile of(Dataset<Row> regular, Column test) {
    Dataset<Row> known =
        regular
            .withColumn("n", greatest(lit(0), size(col(Columns.Y)).minus(test)))
            .where(col("n").gt(0))
            .withColumn(Columns.Y, slice(col(Columns.Y), lit(1), col("n")))
            .withColumn(Columns.IS_OBSERVED, slice(col(Columns.IS_OBSERVED), lit(1), col("n")));
    Column finite = filter(col(Columns.Y), y -> not(isnan(y)));
    Row figures =
        known
            .agg(
                mode(col(Columns.FREQUENCY)),
                mode(col(Columns.SEASON)),
                count(lit(1)),
                expr("percentile_approx(n, 0.5)").cast("double"),
                sum(col("n").cast("long")),
                avg(size(filter(col(Columns.IS_OBSERVED), o -> not(o))).divide(col("n"))),
                avg(when(array_min(finite).gt(1), 1.0).otherwise(0.0)),
                max("n"))
            .first();
    if (figures.getLong(2) == 0) {
      throw PipelineException.data(
          "no series gives a window to train on: none has a value before its test part, and the"
              + " recipe needs some to choose by. Make window.horizon or split.test (of a backtest:"
              + " its cutoffs, step and gap) smaller, or bring longer series");
    }
    Frequency frequency = Frequency.parse(figures.getString(0));
    int tail = Math.max(TAIL, SEASONS * figures.getInt(1));
    // years of hours are long: they are looked at only where most series have them
    int years = YEARS * frequency.year();
    if (years <= LONGEST && figures.getDouble(3) >= MOST_OF_YEARS * years) {
      tail = Math.max(tail, years);
    }
    List<double[]> sample = new ArrayList<>();
    known
        .orderBy(xxhash64(col(Columns.UNIQUE_ID)), col(Columns.UNIQUE_ID))
        .limit(Math.max(10, Math.min(SAMPLE, SAMPLE * TAIL / tail)))
        .select(slice(col(Columns.Y), greatest(lit(1), col("n").minus(tail - 1)), lit(tail)))
        .collectAsList()
        .forEach(row -> sample.add(filled(row.<Double>getList(0))));
    return new Profile(
        frequency,
        figures.getInt(1),
        figures.getLong(2),
        figures.getDouble(3),
        figures.getLong(4),
        figures.getDouble(5),
        figures.getDouble(6),
        sample);
  }

  private static double[] differences(double[] x) {
    double[] differences = new double[Math.max(0, x.length - 1)];
    for (int t = 0; t < differences.length; t++) {
      differences[t] = x[t + 1] - x[t];
    }
    return differences;
  }

  private static double[] filled(List<Double> values) {
    double[] filled = new double[values.size()];
    double last = values.stream().filter(v -> !v.isNaN()).findFirst().orElse(0.0);
    for (int t = 0; t < filled.length; t++) {
      last = values.get(t).isNaN() ? last : values.get(t);
      filled[t] = last;
    }
    return filled;
  }

  /**
   * Share of the sample in which a season of m steps shows; 0 when fewer than half are long enough
   * to tell.
   */
  double seasonal(int m) {
    long longEnough = sample.stream().filter(x -> x.length >= 3 * m).count();
    // Of the steps from value to value: a trend alone is close to itself at any lag.
    long seasonal =
        sample.stream().filter(x -> SeasonalityTest.isSeasonal(differences(x), m)).count();
    return 2 * longEnough < sample.size() || longEnough == 0 ? 0 : (double) seasonal / longEnough;
  }

  /**
   * Share of the sample in which a year of {@code year} steps shows: the changes from week to week
   * correlate with those of a year before, at the 5 % level. Series below a year and a half do not
   * show any.
   */
  double annual(int year) {
    long annual = sample.stream().filter(x -> isAnnual(x, year / WEEKS)).count();
    return sample.isEmpty() ? 0 : (double) annual / sample.size();
  }

  private static boolean isAnnual(double[] x, int week) {
    double[] weeks = new double[x.length / week];
    for (int w = 0; w < weeks.length; w++) {
      int until = x.length - (weeks.length - 1 - w) * week;
      weeks[w] = Arrays.stream(x, until - week, until).average().orElse(0);
    }
    double[] changes = differences(weeks);
    int pairs = changes.length - WEEKS;
    if (pairs < WEEKS / 2) {
      return false;
    }
    double[] now = Arrays.copyOfRange(changes, WEEKS, changes.length);
    double[] then = Arrays.copyOf(changes, pairs);
    return correlation(now, then) > SeasonalityTest.CRITICAL / Math.sqrt(pairs);
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }
}
