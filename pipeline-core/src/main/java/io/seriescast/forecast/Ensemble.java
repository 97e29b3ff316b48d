package io.seriescast.forecast;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.median;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All networks of a run, every cell with every seed, as one more model: each counts the same, so
 * nothing is learned from outcomes and no validation part is needed. For weights, and baselines
 * among the members, see {@link BlendedForecasts}.
 */
public final class Ensemble {
  /** Its name in the column {@code model}. */
  public static final String MODEL = "ensemble";

  /** How the members' forecasts of a step become one. */
  public enum Kind {
    NONE,
    MEAN,
    /** A member that goes astray does not count; of an even number, the mean of the middle two. */
    MEDIAN
  }

  private Ensemble() {}

  /**
   * The ensemble's own rows, over the members that forecast there.
   *
   * <p>In and out: {@link Table#PREDICTIONS}.
   */
  public static Dataset<Row> of(Dataset<Row> predictions, List<String> networks, Kind kind) {
    return CombinedForecasts.of(
        predictions.where(col(Columns.MODEL).isin(networks.toArray())),
        MODEL,
        yHat -> kind == Kind.MEDIAN ? median(yHat) : avg(yHat));
  }
}
