package io.seriescast.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.table.Columns;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Plants faults in clean rows: a known share of them, each with one fault, all kinds alike, chosen
 * by a hash of (seed, id, instant). What was planted where is known, so that what validation finds
 * can be compared with it.
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
    /** The row is not there: a gap, and no row to mark. */
    MISSING_ROW
  }

  private static final long HALF_A_SECOND = 500_000L;
  private static final long SIX_THOUSAND_YEARS = 6000L * 365 * 86_400 * 1_000_000;

  private Dirt() {}

  /**
   * @param clean rows with {@code unique_id}, {@code ds}, {@code y}
   * @param share of the rows that get a fault, 0..1
   * @return the rows with their faults, and {@link #FAULT}
   */
  static Dataset<Row> plant(Dataset<Row> clean, double share, long seed) {
    Column[] faults = Arrays.stream(Fault.values()).map(f -> lit(f.name())).toArray(Column[]::new);
    Column hash = xxhash64(lit(seed), lit("dirt"), col(Columns.UNIQUE_ID), col(Columns.DS));
    Column uniform = shiftrightunsigned(hash, 11).multiply(0x1p-53);
    // the part of the uniform below the share is uniform again: it picks the kind
    Column kind = uniform.multiply(share > 0 ? faults.length / share : 0).cast("int").plus(1);
    Dataset<Row> marked =
        clean.withColumn(FAULT, when(uniform.lt(share), element_at(array(faults), kind)));
    Dataset<Row> copied =
        marked.withColumn(
            "copy",
            explode(
                when(is(Fault.DUPLICATE), array(lit(0), lit(1)))
                    .when(is(Fault.MISSING_ROW), expr("array()").cast("array<int>"))
                    .otherwise(array(lit(0)))));
    Column micros = unix_micros(col(Columns.DS));
    return copied.select(
        when(is(Fault.NULL_ID), lit(null))
            .when(is(Fault.BLANK_ID), " ")
            .otherwise(col(Columns.UNIQUE_ID))
            .as(Columns.UNIQUE_ID),
        when(is(Fault.BAD_TIMESTAMP), lit(null))
            .when(is(Fault.OUT_OF_BOUNDS_DATE), timestamp_micros(micros.plus(SIX_THOUSAND_YEARS)))
            .when(is(Fault.OFF_GRID), timestamp_micros(micros.plus(HALF_A_SECOND)))
            .otherwise(col(Columns.DS))
            .as(Columns.DS),
        when(is(Fault.NOT_FINITE), Double.POSITIVE_INFINITY)
            .when(is(Fault.OUT_OF_RANGE), 1e300)
            .when(is(Fault.NULL_VALUE), lit(null))
            .when(is(Fault.NAN_VALUE), Double.NaN)
            .otherwise(col(Columns.Y))
            .as(Columns.Y),
        col(FAULT));
  }

  private static Column is(Fault fault) {
    // a clean row's fault is null, which equals none
    return col(FAULT).eqNullSafe(fault.name());
  }
}
