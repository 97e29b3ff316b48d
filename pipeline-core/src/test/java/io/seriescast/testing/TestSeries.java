package io.seriescast.testing;

import io.seriescast.table.Table;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of REGULAR for tests: hourly from 2024-01-01, NaN = a gap. */
public final class TestSeries {
  private static final long START = Timestamp.valueOf("2024-01-01 00:00:00").getTime();

  /** No exogenous columns. */
  private static final Object[] NONE = {};

  private TestSeries() {}

  /** Step i of every test series. */
  public static Timestamp at(int i) {
    return new Timestamp(START + i * 3_600_000L);
  }

  public static Row regular(String id, int season, boolean isShort, double... y) {
    List<Timestamp> ds = new ArrayList<>();
    List<Boolean> observed = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      ds.add(at(i));
      observed.add(!Double.isNaN(y[i]));
    }
    Double[] values = Arrays.stream(y).boxed().toArray(Double[]::new);
    return RowFactory.create(
        id, "h", season, ds.toArray(), values, observed.toArray(), isShort, NONE, NONE, NONE);
  }

  public static Dataset<Row> regular(List<Row> rows) {
    return TestSpark.session().createDataFrame(rows, Table.REGULAR.schema());
  }
}
