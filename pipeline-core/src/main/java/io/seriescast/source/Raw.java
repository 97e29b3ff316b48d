package io.seriescast.source;

import io.seriescast.table.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that {@link Reader} hands to validation: one for each row of the input, none dropped.
 * {@code ds} and {@code y} are null where the raw texts beside them could not be understood. A
 * column that is no text has a raw text only then.
 */
public final class Raw {
  /** The text of a line that is no row at all; then every other column is null. */
  public static final String MALFORMED = "malformed";

  /** What must be told about a row although it could be read; a sum of the bits below. */
  public static final String CAVEATS = "caveats";

  /** A local time that occurs twice where clocks are set back; the earlier instant was taken. */
  public static final int AMBIGUOUS_TIME = 1;

  /** A local time that clocks set forward skip: there is no such instant, ds is null. */
  public static final int NONEXISTENT_TIME = 2;

  /** A number that is no plausible instant in the declared or inferred unit since 1970. */
  public static final int WRONG_EPOCH_UNIT = 4;

  /** A whole number beyond 2^53 that a double cannot hold exactly. */
  public static final int ROUNDED = 8;

  /** A value of an exogenous column that is no finite number and stands for none. */
  public static final int BAD_EXOGENOUS = 16;

  /**
   * Beside {@link #SCHEMA} where exogenous columns are declared: an array of doubles, NaN for none,
   * historic columns before future ones.
   */
  public static final String NUMBERS = "numbers";

  /** Likewise, the static columns: an array of texts, null for none. */
  public static final String STATICS = "statics";

  public static final StructType SCHEMA =
      new StructType()
          .add(Columns.UNIQUE_ID, DataTypes.StringType)
          .add(Columns.DS, DataTypes.TimestampType)
          .add(Columns.Y, DataTypes.DoubleType)
          .add(Columns.RAW_DS, DataTypes.StringType)
          .add(Columns.RAW_Y, DataTypes.StringType)
          .add(Columns.SOURCE_FILE, DataTypes.StringType)
          .add(MALFORMED, DataTypes.StringType)
          .add(CAVEATS, DataTypes.IntegerType);

  private Raw() {}
}
