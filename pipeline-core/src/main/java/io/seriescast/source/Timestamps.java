package io.seriescast.source;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Timestamps as instants, from a typed column, a text or a number. A timestamp without a zone is
 * read in the declared zone: where clocks are set back the earlier of the two instants is taken,
 * where they are set forward the skipped times are refused; both are told, no time is shifted. A
 * date is the instant at which its day begins there. Nothing here depends on the session's zone.
 */
final class Timestamps {
  static final List<String> TYPES =
      List.of("timestamp", "timestamp_ntz", "date", "string", "bigint", "int", "double");

  /** Local microseconds since 1970, of texts and types without a zone. */
  private static final String LOCAL =
      "timestampdiff(MICROSECOND, timestamp_ntz'1970-01-01 00:00:00', local_ds)";

  private Timestamps() {}

  /** Adds {@code ds} and {@link Raw#CAVEATS} beside the raw timestamp of whatever type. */
  static Dataset<Row> read(Dataset<Row> rows, SourceSettings settings, Consumer<String> verdict) {
    TimestampForm form = TimestampForm.of(rows, settings);
    verdict.accept(form.verdict());
    return switch (form.kind()) {
      case INSTANT ->
          rows.withColumn(Columns.DS, col(Columns.RAW_DS)).withColumn(Raw.CAVEATS, lit(0));
      case LOCAL -> local(rows, lit(false), settings.zone());
      case DATE -> local(rows, lit(true), settings.zone());
      case ISO_TEXT -> iso(rows, col(Columns.RAW_DS).cast("string"), settings.zone());
      case PATTERN -> {
        Column iso =
            udf(new PatternText(settings.timestampFormat()), DataTypes.StringType)
                .apply(digits(rows));
        yield iso(rows, iso, settings.zone());
      }
      case EPOCH -> epoch(rows, form);
    };
  }

  /** The text of a timestamp; of a whole double its digits alone. */
  private static Column digits(Dataset<Row> rows) {
    boolean doubles = rows.schema().apply(Columns.RAW_DS).dataType().equals(DataTypes.DoubleType);
    return doubles
        ? expr("regexp_replace(cast(try_cast(raw_ds as decimal(38,9)) as string), '[.]0+$', '')")
        : col(Columns.RAW_DS).cast("string");
  }

  private static Dataset<Row> local(Dataset<Row> rows, Column date, ZoneId zone) {
    Dataset<Row> locals =
        rows.withColumn("local_ds", expr("cast(raw_ds as timestamp_ntz)"))
            .withColumn("local_ds", expr(LOCAL));
    return inZone(locals, zone, date, null);
  }

  /** ISO 8601: a date, or a date and a time, with or without zone. */
  private static Dataset<Row> iso(Dataset<Row> rows, Column text, ZoneId zone) {
    Dataset<Row> texts =
        rows.withColumn("iso", org.apache.spark.sql.functions.trim(text))
            // Spark also reads "12:30", as a time of the day on which the job runs
            .withColumn("iso", when(col("iso").rlike("^[+-]?\\d{4,6}(-|$)"), col("iso")))
            // after the date, only a zone brings letters (but the T) or a sign
            .withColumn("zoned", expr("substring(iso, 12) rlike '[A-Za-z+-]'"));
    Dataset<Row> both =
        texts
            .withColumn("instant_ds", expr("case when zoned then try_cast(iso as timestamp) end"))
            .withColumn(
                "local_ds", expr("case when not zoned then try_cast(iso as timestamp_ntz) end"))
            .withColumn("local_ds", expr(LOCAL));
    Column date = col("iso").rlike("^[+-]?[\\d-]+$");
    return inZone(both, zone, date, col("instant_ds")).drop("iso", "zoned", "instant_ds");
  }

  /** From {@code local_ds} in microseconds, or from the instant where there is one. */
  private static Dataset<Row> inZone(Dataset<Row> rows, ZoneId zone, Column date, Column instant) {
    Column local = col("local_ds");
    Column ds;
    Column caveats = lit(0);
    if (zone.getRules().isFixedOffset()) {
      long offset = zone.getRules().getOffset(java.time.Instant.EPOCH).getTotalSeconds();
      ds = timestamp_micros(local.minus(offset * 1_000_000L));
    } else {
      Column resolved =
          udf((UDF2<Long, Boolean, Long>) new LocalTime.Instant(zone.getId()), DataTypes.LongType)
              .apply(local, date);
      Column twice =
          udf((UDF1<Long, Boolean>) new LocalTime.Ambiguous(zone.getId()), DataTypes.BooleanType)
              .apply(local);
      ds = timestamp_micros(resolved);
      caveats =
          when(local.isNotNull().and(col(Columns.DS).isNull()), Raw.NONEXISTENT_TIME)
              .when(twice.and(not(date)), Raw.AMBIGUOUS_TIME)
              .otherwise(0);
    }
    Column either = instant == null ? ds : org.apache.spark.sql.functions.coalesce(instant, ds);
    return rows.withColumn(Columns.DS, either).withColumn(Raw.CAVEATS, caveats).drop("local_ds");
  }

  private static Dataset<Row> epoch(Dataset<Row> rows, TimestampForm form) {
    EpochUnit unit = form.unit();
    Column number = expr("try_cast(raw_ds as decimal(38,9))");
    Column micros =
        number.multiply(lit(unit.microsNumerator())).divide(lit(unit.microsDenominator()));
    Column wrong = abs(number).lt(form.least()).or(abs(number).geq(unit.most()));
    return rows.withColumn(Raw.CAVEATS, when(wrong, Raw.WRONG_EPOCH_UNIT).otherwise(0))
        .withColumn(
            Columns.DS, when(col(Raw.CAVEATS).equalTo(0), timestamp_micros(micros.cast("long"))));
  }
}
