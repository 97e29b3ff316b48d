package io.seriescast.window;

import io.seriescast.config.Binder;
import io.seriescast.scale.Scaler;
import io.seriescast.scale.ScalerKind;
import io.seriescast.table.Columns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;

/**
 * One series of {@link io.seriescast.table.Table#PREPARED} in primitive arrays.
 *
 * @param y values in original units, oldest first; NaN where a gap was left open
 * @param observed which of them were read
 * @param season steps of one season, 1 for none
 * @param maseScale mean |y_t − y_{t−season}| before the test part, in original units
 * @param origins positions of the first target of every window to cut from this series
 * @param inputs the exogenous ones
 */
public record PreparedSeries(
    String uniqueId,
    double[] y,
    boolean[] observed,
    int season,
    Scaler scaler,
    double maseScale,
    int[] origins,
    SeriesInputs inputs)
    implements Serializable {
  /** How many columns {@link #of} reads. */
  public static final int COLUMNS = 16;

  private static final Map<String, ScalerKind> KINDS =
      Arrays.stream(ScalerKind.values())
          .collect(Collectors.toMap(Binder::kebab, Function.identity()));

  /** A series without exogenous inputs. */
  public PreparedSeries(
      String uniqueId,
      double[] y,
      boolean[] observed,
      int season,
      Scaler scaler,
      double maseScale,
      int[] origins) {
    this(uniqueId, y, observed, season, scaler, maseScale, origins, SeriesInputs.NONE);
  }

  /**
   * The columns that {@link #of} reads, in its order, then {@code more}; {@code origins} is an
   * array of int.
   */
  public static Dataset<Row> select(Dataset<Row> prepared, Column origins, Column... more) {
    Column scaler = functions.col(Columns.SCALER);
    Column[] own = {
      functions.col(Columns.UNIQUE_ID),
      functions.col(Columns.Y),
      functions.col(Columns.IS_OBSERVED),
      functions.col(Columns.SEASON),
      scaler.getField(Columns.KIND),
      scaler.getField(Columns.CENTER),
      scaler.getField(Columns.SCALE),
      scaler.getField(Columns.LAMBDA),
      functions.col(Columns.MASE_SCALE),
      origins,
      functions.col(Columns.DS).getItem(0),
      functions.col(Columns.FREQUENCY),
      functions.col(Columns.TRAIN_END),
      functions.col(Columns.STATICS),
      functions.col(Columns.HISTORIC),
      functions.col(Columns.FUTURE)
    };
    return prepared.select(
        Stream.concat(Arrays.stream(own), Arrays.stream(more)).toArray(Column[]::new));
  }

  /**
   * Reads a row of {@link #select} from Spark's own memory format: boxing every value into a {@code
   * Row}'s list would cost more than all the rest of the reading.
   */
  public static PreparedSeries of(InternalRow row) {
    return new PreparedSeries(
        row.getUTF8String(0).toString(),
        row.getArray(1).toDoubleArray(),
        row.getArray(2).toBooleanArray(),
        row.getInt(3),
        new Scaler(
            KINDS.get(row.getUTF8String(4).toString()),
            row.getDouble(5),
            row.getDouble(6),
            row.getDouble(7)),
        row.getDouble(8),
        row.getArray(9).toIntArray(),
        new SeriesInputs(
            row.getLong(10),
            row.getUTF8String(11).toString(),
            row.getInt(12),
            texts(row.getArray(13)),
            columns(row.getArray(14)),
            columns(row.getArray(15))));
  }

  private static String[] texts(ArrayData array) {
    String[] texts = new String[array.numElements()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = array.isNullAt(i) ? null : array.getUTF8String(i).toString();
    }
    return texts;
  }

  private static double[][] columns(ArrayData array) {
    double[][] columns = new double[array.numElements()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = array.getArray(i).toDoubleArray();
    }
    return columns;
  }

  /** The same series with only some of its windows. */
  public PreparedSeries withOrigins(int from, int until) {
    return new PreparedSeries(
        uniqueId,
        y,
        observed,
        season,
        scaler,
        maseScale,
        Arrays.copyOfRange(origins, from, until),
        inputs);
  }
}
