package io.seriescast.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import org.apache.spark.sql.types.StructType;

/**
 * The tables of a run. The published ones are the contract with readers; the {@link #isPublished()
 * others} carry one step's result to the next, live beside the run until it is published, and may
 * change from version to version.
 */
public enum Table {
  /** What {@code generate} makes: input like any user's, unchecked. */
  GENERATED(
      false,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.DS, TimestampType)
          .add(Columns.Y, DoubleType)),

  /**
   * One row per series after {@code ingest}: arrays of equal length on the series' regular grid,
   * oldest first. {@code y} is NaN where a gap was left open; {@code season} is the number of steps
   * of one season, 1 for none. Exogenous values are NaN before the first; arrays known ahead may be
   * longer than y.
   */
  REGULAR(
      false,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType, false)
          .add(Columns.FREQUENCY, StringType)
          .add(Columns.SEASON, IntegerType)
          .add(Columns.DS, createArrayType(TimestampType, false))
          .add(Columns.Y, createArrayType(DoubleType, false))
          .add(Columns.IS_OBSERVED, createArrayType(BooleanType, false))
          .add(Columns.SHORT, BooleanType)
          .add(Columns.STATICS, createArrayType(StringType))
          .add(Columns.HISTORIC, createArrayType(createArrayType(DoubleType, false)))
          .add(Columns.FUTURE, createArrayType(createArrayType(DoubleType, false)))),

  /**
   * One row per series that {@code ingest} refused, with the reason: what {@code forecast} adds to
   * {@link #STATUS}. A table of its own, since a step that replaces what it reads cannot be done
   * again when it dies in between.
   */
  REFUSED(
      false,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.STATUS, StringType)
          .add(Columns.REASON, StringType)
          .add(Columns.MODEL, StringType)),

  /**
   * One row per series after {@code prepare}: {@link #REGULAR} with the series' parts, [0,
   * train_end) train, [train_end, validation_end) validation, the rest test, its scaler, and the
   * mean and root mean square of its seasonal differences before the test part (original units; 0
   * where the metrics that divide by them are undefined: a constant, or a perfect repetition).
   */
  PREPARED(
      false,
      REGULAR
          .schema()
          .add(Columns.TRAIN_END, IntegerType)
          .add(Columns.VALIDATION_END, IntegerType)
          .add(
              Columns.SCALER,
              new StructType()
                  .add(Columns.KIND, StringType)
                  .add(Columns.CENTER, DoubleType)
                  .add(Columns.SCALE, DoubleType)
                  .add(Columns.LAMBDA, DoubleType))
          .add(Columns.MASE_SCALE, DoubleType)
          .add(Columns.RMSSE_SCALE, DoubleType)),

  SERIES(
      true,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.DS, TimestampType)
          .add(Columns.Y, DoubleType)
          .add(Columns.IS_OBSERVED, BooleanType)),

  /**
   * What was not used, and why. {@code rows} is how many input rows the record takes out of the
   * flow: 1 for a row, all of the series' rows for a series that gets no forecast, 0 for one that
   * only fell back to a baseline; so that read = used + sum(rows) + deduplicated.
   */
  QUARANTINE(
      true,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.DS, TimestampType)
          .add(Columns.RAW_DS, StringType)
          .add(Columns.RAW_Y, StringType)
          .add(Columns.SOURCE_FILE, StringType)
          .add(Columns.REASON, StringType)
          .add(Columns.DETAIL, StringType)
          .add(Columns.ROWS, LongType)),

  /**
   * Scaled value = (b(value) − center) / scale, b the signed Box–Cox transform of {@code lambda}.
   */
  SCALERS(
      true,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.KIND, StringType)
          .add(Columns.CENTER, DoubleType)
          .add(Columns.SCALE, DoubleType)
          .add(Columns.LAMBDA, DoubleType)
          .add(Columns.FITTED_FROM, TimestampType)
          .add(Columns.FITTED_TO, TimestampType)
          .add(Columns.N, LongType)),

  /**
   * Interval columns ({@link Columns#low}, {@link Columns#high}) stand between {@code y_hat} and
   * {@code y}.
   */
  PREDICTIONS(
      true,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.CUTOFF, TimestampType)
          .add(Columns.DS, TimestampType)
          .add(Columns.HORIZON_STEP, IntegerType)
          .add(Columns.MODEL, StringType)
          .add(Columns.Y_HAT, DoubleType)
          .add(Columns.Y, DoubleType)),

  /**
   * Scope is one of series, horizon_step, overall; the key columns that a scope has not are null. A
   * backtest has one more scope, cutoff, and a column {@link Columns#CUTOFF}.
   */
  METRICS(
      true,
      new StructType()
          .add(Columns.SCOPE, StringType)
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.HORIZON_STEP, IntegerType)
          .add(Columns.MODEL, StringType)
          .add(Columns.METRIC, StringType)
          .add(Columns.VALUE, DoubleType)
          .add(Columns.N, LongType)),

  /**
   * Every training window as a row, where {@code publish.windows} asks for them: context and target
   * scaled by the series' scaler, oldest value first, NaN for a gap left open.
   */
  WINDOWS(
      true,
      new StructType()
          .add(Columns.UNIQUE_ID, StringType)
          .add(Columns.CUTOFF, TimestampType)
          .add(Columns.ORIGIN, IntegerType)
          .add(Columns.CONTEXT, createArrayType(DoubleType))
          .add(Columns.TARGET, createArrayType(DoubleType))),

  LOSSES(
      true,
      new StructType()
          .add(Columns.MODEL, StringType)
          .add(Columns.EPOCH, IntegerType)
          .add(Columns.TRAIN_LOSS, DoubleType)
          .add(Columns.VALIDATION_LOSS, DoubleType)
          .add(Columns.LEARNING_RATE, DoubleType)
          .add(Columns.WINDOWS_TRAINED, LongType)
          .add(Columns.SECONDS, DoubleType)),

  /** One row for every series of the input: forecast, fallback or quarantined. */
  STATUS(true, REFUSED.schema());

  private final boolean published;
  private final StructType schema;

  Table(boolean published, StructType schema) {
    this.published = published;
    this.schema = schema;
  }

  /** The folder's name, as {@code predictions}. */
  public String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public StructType schema() {
    return schema;
  }

  /** Whether the table is part of a published run, as opposed to a step's hand-over to the next. */
  public boolean isPublished() {
    return published;
  }
}
