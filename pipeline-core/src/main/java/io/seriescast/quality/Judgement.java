package io.seriescast.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.seriescast.source.Raw;
import io.seriescast.source.SourceSettings.ColumnMapping;
import io.seriescast.source.Values;
import io.seriescast.table.Columns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Validates rows one by one: every {@link Raw} row becomes a judged one. */
final class Judgement {
  /** How much of a raw text a record keeps. */
  private static final int SHOWN = 1000;

  /** Positions in a judged row. */
  static final int UNIQUE_ID = 0;

  static final int MICROS = 1;

  /** Never null: NaN for none. */
  static final int Y = 2;

  static final int ORIGIN = 3;
  static final int CAVEATS = 4;

  /** Null for an accepted row. */
  static final int REASON = 5;

  static final int NUMBERS = 6;
  static final int STATICS = 7;
  static final int RAW_DS = 8;
  static final int RAW_Y = 9;
  static final int LINE = 10;

  private Judgement() {}

  /**
   * One row each, of the columns above.
   *
   * @param knownUntil rows later than this are refused; where columns are known ahead, those stay
   *     and the rest of the row is taken away
   */
  static Dataset<Row> judge(
      Dataset<Row> rows,
      ColumnMapping columns,
      QualitySettings settings,
      Optional<Instant> knownUntil) {
    boolean known = knownUntil.isPresent() && !columns.future().isEmpty();
    Dataset<Row> raw = known ? withoutPresent(rows, columns, knownUntil.get()) : rows;
    Optional<Instant> asOf = known ? Optional.empty() : knownUntil;
    boolean more = !columns.exogenous().isEmpty();
    Column id = col(Columns.UNIQUE_ID);
    Column shortened = shortened(id, settings.maxIdLength());
    Column micros = unix_micros(col(Columns.DS));
    Dataset<Row> judged =
        raw.select(
            when(col(Raw.MALFORMED).isNull().and(trim(id).notEqual("")), shortened).as("uniqueId"),
            micros.as("micros"),
            col(Columns.Y).as("y"),
            col(Columns.SOURCE_FILE).as("origin"),
            col(Raw.CAVEATS).as("caveats"),
            col(Columns.RAW_DS),
            col(Columns.RAW_Y),
            col(Raw.MALFORMED),
            (more ? col(Raw.NUMBERS) : lit(null).cast("array<double>")).as("numbers"),
            (more ? col(Raw.STATICS) : lit(null).cast("array<string>")).as("statics"),
            reason(settings, asOf).as("reason"));
    Column bad = col("reason").isNotNull();
    return judged.select(
        col("uniqueId"),
        col("micros"),
        coalesce(col("y"), lit(Double.NaN)),
        coalesce(col("origin"), lit("")),
        coalesce(col("caveats"), lit(0)),
        col("reason"),
        col("numbers"),
        col("statics"),
        // the raw texts are rendered for the few rows that need them
        when(bad, left(col(Columns.RAW_DS), lit(SHOWN))),
        when(bad, left(col(Columns.RAW_Y), lit(SHOWN))),
        when(bad, left(col(Raw.MALFORMED), lit(SHOWN))));
  }

  /** Of rows later than --as-of only what is known ahead. */
  private static Dataset<Row> withoutPresent(
      Dataset<Row> rows, ColumnMapping columns, Instant asOf) {
    Column late = unix_micros(col(Columns.DS)).gt(micros(asOf));
    int historic = columns.historic().size();
    Column future =
        concat(
            array_repeat(lit(Double.NaN), historic),
            slice(col(Raw.NUMBERS), historic + 1, columns.future().size()));
    Column unknown = array_repeat(lit(null).cast("string"), columns.static_().size());
    return rows.withColumn(Columns.Y, when(late, lit(Double.NaN)).otherwise(col(Columns.Y)))
        .withColumn(Raw.STATICS, when(late, unknown).otherwise(col(Raw.STATICS)))
        .withColumn(Raw.NUMBERS, when(late, future).otherwise(col(Raw.NUMBERS)));
  }

  /** The first rule that a row breaks, null for an accepted one. */
  private static Column reason(QualitySettings settings, Optional<Instant> asOf) {
    Column id = col(Columns.UNIQUE_ID);
    Column ds = col(Columns.DS);
    Column micros = unix_micros(ds);
    Column y = col(Columns.Y);
    Column rules =
        when(col(Raw.MALFORMED).isNotNull(), name(Reason.MALFORMED_LINE))
            .when(id.isNull().or(trim(id).equalTo("")), name(Reason.NULL_ID))
            .when(isLonger(id, settings.maxIdLength()), name(Reason.ID_TOO_LONG))
            .when(id.contains("\uFFFD"), name(Reason.BAD_ENCODING))
            .when(caveat(Raw.NONEXISTENT_TIME), name(Reason.NONEXISTENT_TIME))
            .when(caveat(Raw.WRONG_EPOCH_UNIT), name(Reason.EPOCH_UNIT))
            .when(ds.isNull(), name(Reason.BAD_TIMESTAMP))
            .when(
                micros.lt(startOf(settings.earliest())).or(micros.geq(startOf(settings.latest()))),
                name(Reason.OUT_OF_BOUNDS_DATE));
    if (asOf.isPresent()) {
      rules = rules.when(micros.gt(micros(asOf.get())), name(Reason.AFTER_AS_OF));
    }
    return rules
        .when(
            y.isNull()
                .and(
                    coalesce(lower(trim(col(Columns.RAW_Y))), lit(""))
                        .isin(Values.MISSING.toArray())
                        .equalTo(false)),
            name(Reason.BAD_VALUE))
        .when(abs(y).equalTo(Double.POSITIVE_INFINITY), name(Reason.NOT_FINITE))
        // NaN is greater than every number in Spark's order
        .when(
            abs(y).gt(settings.largestValue()).and(y.notEqual(Double.NaN)),
            name(Reason.OUT_OF_RANGE));
  }

  /** Too long an id still tells ids apart: its beginning and a hash of the whole. */
  private static Column shortened(Column id, int most) {
    return when(
            isLonger(id, most),
            concat(left(id, lit(Math.min(most, 200))), lit("…#"), left(sha2(id, 256), lit(16))))
        .otherwise(id);
  }

  /** Characters are counted, which takes as long as the text is, only where bytes leave a doubt. */
  private static Column isLonger(Column id, int most) {
    return octet_length(id).gt(most).and(length(id).gt(most));
  }

  private static Column caveat(int bit) {
    return col(Raw.CAVEATS).bitwiseAND(bit).notEqual(0);
  }

  private static Column name(Reason reason) {
    return lit(reason.name());
  }

  private static long startOf(String date) {
    return micros(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
