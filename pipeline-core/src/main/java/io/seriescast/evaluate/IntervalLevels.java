package io.seriescast.evaluate;

import io.seriescast.table.Columns;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/** Which central intervals stand among the columns of a predictions table. */
public final class IntervalLevels {
  private IntervalLevels() {}

  /** Levels in percent, ascending, of which both bounds are columns. */
  public static List<Integer> of(StructType predictions) {
    List<String> names = List.of(predictions.fieldNames());
    return IntStream.range(1, 100)
        .filter(l -> names.contains(Columns.low(l)) && names.contains(Columns.high(l)))
        .boxed()
        .toList();
  }
}
