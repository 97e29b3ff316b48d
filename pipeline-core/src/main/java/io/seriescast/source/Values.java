package io.seriescast.source;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The target as a double: null where there is none or its text is no number. */
public final class Values {
  /** What a missing value looks like in a text, besides nothing at all. */
  public static final List<String> MISSING =
      List.of("", "na", "n/a", "nan", "null", "none", "-", "?");

  static final List<String> TYPES =
      List.of("double", "float", "decimal", "bigint", "int", "smallint", "tinyint", "string");

  private static final String WHOLE_NUMBER = "^\\s*[+-]?\\d{16,38}\\s*$";

  private Values() {}

  /** Adds {@code y}, and {@link Raw#ROUNDED} where a whole number lost digits. */
  static Dataset<Row> read(Dataset<Row> rows) {
    String type =
        rows.schema().apply(Columns.RAW_Y).dataType().catalogString().replaceFirst("\\(.*", "");
    Column raw = col(Columns.RAW_Y);
    Column y = expr("try_cast(" + Columns.RAW_Y + " as double)");
    Column rounded =
        switch (type) {
          case "bigint", "decimal" -> when(abs(y).geq(0x1p53), lostDigits()).otherwise(false);
          case "string" ->
              when(length(raw).geq(16).and(raw.rlike(WHOLE_NUMBER)), lostDigits()).otherwise(false);
          default -> lit(false);
        };
    Column caveat = when(rounded, Raw.ROUNDED).otherwise(0);
    return rows.withColumn(Columns.Y, y)
        .withColumn(Raw.CAVEATS, col(Raw.CAVEATS).bitwiseOR(caveat));
  }

  private static Column lostDigits() {
    String exact = "try_cast(" + Columns.RAW_Y + " as decimal(38,0))";
    String kept = "try_cast(try_cast(" + Columns.RAW_Y + " as double) as decimal(38,0))";
    // a fraction beyond 2^53 is a measurement, not a count: rounding it is what doubles do
    return expr("coalesce(" + exact + " <> " + kept + ", true)");
  }
}
