package io.seriescast.window;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.table.Columns;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a static column becomes numbers: one for a column of numbers, (value − center) / scale; for
 * texts one per level, and one for all others, 1 where it applies. A missing number is the center,
 * a missing text one of the others.
 *
 * @param levels the most frequent texts; empty for a column of numbers
 */
public record StaticInput(String name, double center, double scale, List<String> levels)
    implements Serializable {
  /** Of a column of texts; rarer ones are one level together. */
  static final int MOST_LEVELS = 50;

  /** Numbers that a column becomes at most. */
  static final int MOST_WIDTH = MOST_LEVELS + 1;

  private static final String VALUE = "value";

  public StaticInput {
    levels = List.copyOf(levels);
  }

  /**
   * Fits the column: numbers, when all its texts are; by quantiles, whose values, unlike those of
   * means, do not depend on the order in which Spark comes upon the series.
   *
   * @param prepared {@link io.seriescast.table.Table#PREPARED}
   * @param number of the column
   */
  static StaticInput fit(Dataset<Row> prepared, int number, String name) {
    Dataset<Row> values =
        prepared
            .select(col(Columns.STATICS).getItem(number).as(VALUE))
            .where(col(VALUE).isNotNull());
    Row all =
        values
            .select(expr("try_cast(value as double)").as("number"))
            .agg(
                count(lit(1)),
                expr("count_if(number is null or isnan(number) or abs(number) > 1e100)"),
                expr("percentile(number, array(0.05, 0.5, 0.95))"))
            .head();
    if (all.getLong(0) > 0 && all.getLong(1) == 0) {
      List<Double> quantiles = all.getList(2);
      double spread = (quantiles.get(2) - quantiles.get(0)) / 2;
      double center = quantiles.get(1);
      double scale = spread > 0 ? spread : center == 0 ? 1 : Math.abs(center);
      return new StaticInput(name, center, scale, List.of());
    }
    List<String> levels =
        values
            .groupBy(VALUE)
            .count()
            .orderBy(col("count").desc(), col(VALUE))
            .limit(MOST_LEVELS)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    return new StaticInput(name, 0, 1, levels.isEmpty() ? List.of("") : levels);
  }

  /** Numbers that the column becomes. */
  int width() {
    return levels.isEmpty() ? 1 : levels.size() + 1;
  }

  /** Writes them from {@code at} on, over zeros. */
  void write(String value, float[] to, int at) {
    if (!levels.isEmpty()) {
      int level = value == null ? -1 : levels.indexOf(value);
      to[at + (level < 0 ? levels.size() : level)] = 1;
    } else if (value != null) {
      to[at] = EncodedInputs.clipped((number(value) - center) / scale);
    }
  }

  private double number(String value) {
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? number : center;
    } catch (NumberFormatException e) {
      return center;
    }
  }
}
