package io.seriescast;

import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether the inputs known ahead are there for the steps after every series' end. */
final class FutureInputs {
  private static final int SHOWN = 3;

  private FutureInputs() {}

  /**
   * An action where columns are known ahead and the future is forecast.
   *
   * @throws PipelineException of kind DATA that says which series lack values
   */
  static void require(Dataset<Row> prepared, Settings settings) {
    List<String> future = settings.source().columns().future();
    if (future.isEmpty() || !settings.forecast().future()) {
      return;
    }
    int horizon = settings.window().horizon();
    Column shortest = array_min(transform(col(Columns.FUTURE), values -> size(values)));
    Dataset<Row> lacking =
        prepared
            .where(not(col(Columns.SHORT)))
            .select(
                col(Columns.UNIQUE_ID),
                greatest(lit(0), shortest.minus(size(col(Columns.Y)))).as("steps"))
            .where(col("steps").lt(horizon));
    long count = lacking.count();
    if (count > 0) {
      String first =
          lacking.orderBy(Columns.UNIQUE_ID).limit(SHOWN).collectAsList().stream()
              .map(row -> "%s (%d)".formatted(row.getString(0), row.getInt(1)))
              .collect(Collectors.joining(", "));
      throw PipelineException.data(
          "the forecast of the future needs %s for the %d steps after the end of every series, and %d series have fewer:"
              + " %s%s. Add rows with ds and these columns, y empty, to the input, or set forecast.future = false",
          String.join(", ", future), horizon, count, first, count > SHOWN ? " …" : "");
    }
  }
}
