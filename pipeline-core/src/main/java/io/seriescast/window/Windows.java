package io.seriescast.window;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.scale.ScaledColumn;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Windows by DataFrame operations. A window is named by its series and its origin, the position of
 * its first target: context [origin − context, origin), target [origin, origin + horizon). Origins
 * are an array column beside the series, so that a window costs four bytes and not context +
 * horizon values until a minibatch is built from it.
 */
public final class Windows {
  /** The array column of origins. */
  public static final String ORIGINS = "origins";

  private Windows() {}

  /**
   * Origins of the windows that lie in the training part as a whole, the newest always among them;
   * of more than {@code window.max-per-series} as many as that, drawn by {@code seed}.
   */
  public static Column training(WindowSettings window, long seed) {
    return training(window, col(Columns.TRAIN_END), seed);
  }

  /** The same for everything before the test part, validation included. */
  public static Column trainingAndValidation(WindowSettings window, long seed) {
    return training(window, col(Columns.VALIDATION_END), seed);
  }

  private static Column training(WindowSettings window, Column end, long seed) {
    Column all = backwards(lit(window.history()), end.minus(window.horizon()), window.stride());
    int most = window.maxPerSeries();
    return most == 0 ? all : when(size(all).gt(most), drawn(all, most, seed)).otherwise(all);
  }

  /** The newest, and others in the order of a hash: which ones depends on series and seed alone. */
  private static Column drawn(Column newestFirst, int most, long seed) {
    Column others =
        transform(
            slice(newestFirst, lit(2), size(newestFirst)),
            origin ->
                struct(
                    xxhash64(col(Columns.UNIQUE_ID), origin, lit(seed)).as("hash"),
                    origin.as(Columns.ORIGIN)));
    Column chosen =
        transform(slice(array_sort(others), 1, most - 1), other -> other.getField(Columns.ORIGIN));
    return sort_array(concat(slice(newestFirst, 1, 1), chosen), false);
  }

  /**
   * Origins of the windows whose targets lie in the validation part; their contexts may reach back
   * into training.
   */
  public static Column validation(WindowSettings window, int stride) {
    return backwards(
        expr("greatest(%s, %d)".formatted(Columns.TRAIN_END, window.history())),
        col(Columns.VALIDATION_END).minus(window.horizon()),
        stride);
  }

  /**
   * Origins of the forecasts that the test part is scored on, every {@code stride} steps from its
   * start as long as a whole horizon is left, and at most {@code cutoffs} of them if that is not 0;
   * the end of the series is one more when {@code future} is asked for.
   */
  public static Column test(WindowSettings window, int stride, int cutoffs, boolean future) {
    Column first = col(Columns.VALIDATION_END);
    Column last = size(col(Columns.Y)).minus(window.horizon());
    Column all = when(last.geq(first), sequence(first, last, lit(stride))).otherwise(none());
    Column inside = cutoffs == 0 ? all : slice(all, 1, cutoffs);
    return future ? concat(inside, end()) : inside;
  }

  /** The end of the series as its one origin. */
  public static Column end() {
    return array(size(col(Columns.Y)));
  }

  private static Column none() {
    return array().cast("array<int>");
  }

  /** last, last − stride, … down to at least first; empty when last &lt; first. */
  private static Column backwards(Column first, Column last, int stride) {
    return when(last.geq(first), sequence(last, first, lit(-stride))).otherwise(none());
  }

  /**
   * Every window as a row.
   *
   * <p>In: {@link Table#PREPARED}. Out: {@link Table#WINDOWS}; the cutoff is the timestamp of the
   * last context value, and a context that reaches back beyond the series' start is the shorter for
   * it. Rows: the sum of the origins' sizes; for a stride of 1, max(0, n − context − horizon + 1) a
   * series.
   *
   * @param origins one of {@link #training} and {@link #validation}
   */
  public static Dataset<Row> table(Dataset<Row> prepared, WindowSettings shape, Column origins) {
    Column scaled = transform(col(Columns.Y), y -> ScaledColumn.of(y, col(Columns.SCALER)));
    Dataset<Row> cut =
        prepared.select(
            col(Columns.UNIQUE_ID),
            col(Columns.DS),
            scaled.as(Columns.Y),
            explode(origins).as(Columns.ORIGIN));
    Column origin = col(Columns.ORIGIN);
    Column length = least(origin, lit(shape.context()));
    Dataset<Row> windows =
        cut.select(
            col(Columns.UNIQUE_ID),
            element_at(col(Columns.DS), origin).as(Columns.CUTOFF),
            origin,
            slice(col(Columns.Y), origin.minus(length).plus(1), length).as(Columns.CONTEXT),
            slice(col(Columns.Y), origin.plus(1), lit(shape.horizon())).as(Columns.TARGET));
    return Schemas.project(windows, Table.WINDOWS, "windows");
  }

  /** How many windows there are. */
  public static long count(Dataset<Row> prepared, Column origins) {
    Row sum =
        prepared.select(org.apache.spark.sql.functions.sum(size(origins).cast("long"))).first();
    return sum.isNullAt(0) ? 0 : sum.getLong(0);
  }
}
