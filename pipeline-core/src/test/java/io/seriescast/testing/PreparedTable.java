package io.seriescast.testing;

import io.seriescast.table.Table;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Builds small {@link Table#PREPARED} tables: hourly series from 2024-01-01, min-max scaled over
 * their training part.
 */
public final class PreparedTable {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private final List<Row> rows = new ArrayList<>();

  /**
   * Adds a series of which the last {@code test} values are the test part and the {@code
   * validation} before it validation.
   */
  public PreparedTable with(String id, int season, int validation, int test, double... y) {
    double[][] none = {};
    return with(id, season, validation, test, y, List.of(), none, none);
  }

  /** The same with exogenous values, [column, step]. */
  public PreparedTable with(
      String id,
      int season,
      int validation,
      int test,
      double[] y,
      List<String> statics,
      double[][] historic,
      double[][] future) {
    int trainEnd = y.length - test - validation;
    double low = finite(y, trainEnd).min().orElse(0);
    double high = finite(y, trainEnd).max().orElse(1);
    rows.add(
        RowFactory.create(
            id,
            "h",
            season,
            IntStream.range(0, y.length)
                .mapToObj(i -> Timestamp.from(START.plusSeconds(3600L * i)))
                .toList(),
            DoubleStream.of(y).boxed().toList(),
            DoubleStream.of(y).mapToObj(v -> !Double.isNaN(v)).toList(),
            false,
            statics,
            historic,
            future,
            trainEnd,
            y.length - test,
            RowFactory.create("min-max", low, high > low ? high - low : 1.0, 1.0),
            1.0,
            1.0));
    return this;
  }

  private static DoubleStream finite(double[] y, int until) {
    return DoubleStream.of(y).limit(until).filter(v -> !Double.isNaN(v));
  }

  public Dataset<Row> build() {
    return TestSpark.session().createDataFrame(rows, Table.PREPARED.schema());
  }

  /** The tutorial's wave. */
  public static double[] sine(int points) {
    return IntStream.range(0, points)
        .mapToDouble(i -> Math.sin(i * 100.0 / (points - 1)))
        .toArray();
  }
}
