package io.seriescast.scale;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.expm1;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.when;

import io.seriescast.table.Columns;
import org.apache.spark.sql.Column;

/** {@link Scaler} as expressions of Spark's built-in functions. */
public final class ScaledColumn {
  private ScaledColumn() {}

  /**
   * {@link Scaler#transform} of a value, as in {@code transform(col("y"), y -> ScaledColumn.of(y,
   * col("scaler")))}: the same numbers up to the last bits of exp and log.
   *
   * @param value in original units
   * @param scaler the struct of PREPARED
   */
  public static Column of(Column value, Column scaler) {
    Column lambda = scaler.getField(Columns.LAMBDA);
    Column center = scaler.getField(Columns.CENTER);
    Column scale = scaler.getField(Columns.SCALE);
    Column log = log1p(abs(value));
    Column curved =
        when(lambda.equalTo(0), log).otherwise(expm1(log.multiply(lambda)).divide(lambda));
    Column b = when(lambda.equalTo(1), value).otherwise(signum(value).multiply(curved));
    Column distance = b.minus(center);
    Column scaled =
        when(isInfinite(distance), b.divide(scale).minus(center.divide(scale)))
            .otherwise(distance.divide(scale));
    return when(isInfinite(scaled), signum(scaled).multiply(Double.MAX_VALUE)).otherwise(scaled);
  }

  private static Column isInfinite(Column value) {
    return abs(value).equalTo(lit(Double.POSITIVE_INFINITY));
  }
}
