package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * One metric as sums over scored rows: value = f(Σ numerator / Σ denominator), f the identity or
 * the square root; undefined (null) where the denominators sum to zero.
 *
 * @param name in the column {@code metric}
 * @param numerator per row, null where the row does not count
 * @param denominator per row: 1 for a mean
 * @param root whether f is the square root
 * @param pooled whether overall is taken over all rows, instead of the mean of the series' values
 */
record Measure(String name, Column numerator, Column denominator, boolean root, boolean pooled) {

  /** A mean over rows, of which overall is the mean over series. */
  static Measure mean(String name, Column term) {
    return new Measure(name, term, when(term.isNotNull(), 1.0), false, false);
  }

  /** The root of a mean over rows, of which overall is the mean over series. */
  static Measure rootMean(String name, Column term) {
    return new Measure(name, term, when(term.isNotNull(), 1.0), true, false);
  }

  /** A ratio of sums, overall as well. */
  static Measure ratio(String name, Column numerator, Column denominator) {
    return new Measure(name, numerator, denominator, false, true);
  }

  /** The aggregations of one group of rows, under names that end in {@code id}. */
  Column[] sums(int id) {
    return new Column[] {
      sum(numerator).as("sum" + id), sum(denominator).as("by" + id), count(numerator).as("n" + id)
    };
  }

  /** The group's value from {@link #sums}. */
  Column value(int id) {
    return value(col("sum" + id), col("by" + id));
  }

  /** The value of all series together, aggregated over their {@link #sums} and {@link #value}s. */
  Column overall(int id) {
    return pooled ? value(sum("sum" + id), sum("by" + id)) : avg("value" + id);
  }

  private Column value(Column sum, Column by) {
    Column mean = when(by.gt(0), sum.divide(by));
    return root ? sqrt(mean) : mean;
  }
}
