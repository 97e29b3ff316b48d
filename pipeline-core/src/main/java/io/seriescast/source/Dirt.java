package io.seriescast.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.table.Columns;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Plants faults in clean rows: a known share of them, each with one fault, all kinds alike, chosen
 * by a hash of (seed, id, instant), and a known share of the series, chosen by a hash of (seed,
 * id). What was planted where is known, so that what validation finds can be compared with it.
 */
public final class Dirt {
  /** The column that names a row's planted fault; null for a clean row. */
  public static final String FAULT = "fault";

  /** What is planted, named after what validation must say of it. */
  public enum Fault {
    /** The id is null. */
    NULL_ID,
    /** The id is a space. */
    BLANK_ID,
    /** The id has two thousand characters more. */
    ID_TOO_LONG,
    /** The instant is null. */
    BAD_TIMESTAMP,
    /** The instant is 6000 years later. */
    OUT_OF_BOUNDS_DATE,
    /** The instant is half a second later. */
    OFF_GRID,
    /** The value is infinite. */
    NOT_FINITE,
    /** The value is 1e300. */
    OUT_OF_RANGE,
    /** The value is null: a gap. */
    NULL_VALUE,
    /** The value is NaN: a gap. */
    NAN_VALUE,
    /** The row is there twice; both are marked. */
    DUPLICATE,
    /** The row is there twice, once with a value that is 1 higher; both are marked. */
    DUPLICATE_CONFLICT,
    /** The row is not there: a gap, and no row to mark. */
    MISSING_ROW
  }

  /** All values of the series are null; all its rows are marked, and have no other fault. */
  public static final String EMPTY_SERIES = "EMPTY_SERIES";

  private static final String COPY = "copy";
  private static final long HALF_A_SECOND = 500_000L;
  private static final long SIX_THOUSAND_YEARS = 6000L * 365 * 86_400 * 1_000_000;

  private Dirt() {}

  /**
   * @param clean rows with {@code unique_id}, {@code ds}, {@code y}
   * @return the rows with their faults, and {@link #FAULT}
   */
  static Dataset<Row> plant(Dataset<Row> clean, GenerateSettings.DirtSettings dirt, long seed) {
    Column ofSeries = uniform(seed, "empty", col(Columns.UNIQUE_ID));
    Column ofRow = uniform(seed, "dirt", col(Columns.UNIQUE_ID), col(Columns.DS));
    Column fault = when(ofSeries.lt(dirt.seriesShare()), EMPTY_SERIES);
    if (dirt.share() > 0) {
      Column[] faults =
          Arrays.stream(Fault.values()).map(f -> lit(f.name())).toArray(Column[]::new);
      // the part of the uniform below the share is uniform again: it picks the kind
      Column kind = ofRow.multiply(faults.length / dirt.share()).cast("int").plus(1);
      fault = fault.when(ofRow.lt(dirt.share()), element_at(array(faults), kind));
    }
    Dataset<Row> copied =
        clean
            .withColumn(FAULT, fault)
            .withColumn(
                COPY,
                explode(
                    when(is(Fault.DUPLICATE).or(is(Fault.DUPLICATE_CONFLICT)), ints(0, 1))
                        .when(is(Fault.MISSING_ROW), ints())
                        .otherwise(ints(0))));
    Column micros = unix_micros(col(Columns.DS));
    return copied.select(
        when(is(Fault.NULL_ID), lit(null))
            .when(is(Fault.BLANK_ID), " ")
            .when(is(Fault.ID_TOO_LONG), concat(col(Columns.UNIQUE_ID), lit("x".repeat(2000))))
            .otherwise(col(Columns.UNIQUE_ID))
            .as(Columns.UNIQUE_ID),
        when(is(Fault.BAD_TIMESTAMP), lit(null))
            .when(is(Fault.OUT_OF_BOUNDS_DATE), timestamp_micros(micros.plus(SIX_THOUSAND_YEARS)))
            .when(is(Fault.OFF_GRID), timestamp_micros(micros.plus(HALF_A_SECOND)))
            .otherwise(col(Columns.DS))
            .as(Columns.DS),
        when(is(Fault.NOT_FINITE), Double.POSITIVE_INFINITY)
            .when(is(Fault.OUT_OF_RANGE), 1e300)
            .when(is(Fault.NULL_VALUE).or(is(EMPTY_SERIES)), lit(null))
            .when(is(Fault.NAN_VALUE), Double.NaN)
            .when(is(Fault.DUPLICATE_CONFLICT), col(Columns.Y).plus(col(COPY)))
            .otherwise(col(Columns.Y))
            .as(Columns.Y),
        col(FAULT));
  }

  private static Column uniform(long seed, String stream, Column... of) {
    Column hash =
        xxhash64(
            Stream.concat(Stream.of(lit(seed), lit(stream)), Stream.of(of)).toArray(Column[]::new));
    return shiftrightunsigned(hash, 11).multiply(0x1p-53);
  }

  private static Column ints(Integer... values) {
    return array(Stream.of(values).map(functions::lit).toArray(Column[]::new)).cast("array<int>");
  }

  private static Column is(Fault fault) {
    return is(fault.name());
  }

  private static Column is(String fault) {
    // a clean row's fault is null, which equals none
    return col(FAULT).eqNullSafe(fault);
  }
}
