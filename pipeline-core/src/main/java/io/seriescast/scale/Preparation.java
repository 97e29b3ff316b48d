package io.seriescast.scale;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.seriescast.split.Part;
import io.seriescast.split.Parts;
import io.seriescast.split.SplitSettings;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** The step {@code prepare}: parts and scaler of every series. Narrow: one row in, one row out. */
public final class Preparation {
  /** The columns that PREPARED has beyond REGULAR, as one struct. */
  private static final StructType ADDED = added();

  private Preparation() {}

  /**
   * Splits every series and fits its scaler on the train part alone.
   *
   * <p>In: {@link Table#REGULAR}. Out: {@link Table#PREPARED}, as many rows. The scalers' center
   * and scale and the error scales are in original units. A series flagged short, or whose train
   * part would be empty, is all train.
   *
   * <p>One UDF over y and is_observed does the arithmetic, because the same {@link ScalerFit} must
   * also fit series that are met first when forecasting, and because Spark's higher-order functions
   * on arrays are interpreted and box every element as well. The other arrays stay untouched.
   *
   * @param horizon in steps; parts may be given as multiples of it
   */
  public static Dataset<Row> prepare(
      Dataset<Row> regular, SplitSettings split, ScaleSettings scale, int horizon) {
    Schemas.check(regular.schema(), Table.REGULAR.schema(), "prepare");
    Column parameters =
        parameters(split, scale, horizon)
            .apply(
                col(Columns.Y), col(Columns.IS_OBSERVED), col(Columns.SEASON), col(Columns.SHORT));
    Dataset<Row> fitted = regular.withColumn("fitted", parameters);
    Dataset<Row> prepared = fitted.select(col("*"), col("fitted.*"));
    return Schemas.project(prepared, Table.PREPARED, "prepare");
  }

  /**
   * The scalers as a table of their own.
   *
   * <p>In: {@link Table#PREPARED}. Out: {@link Table#SCALERS}, as many rows; {@code fitted_from}
   * and {@code fitted_to} are the first and the last timestamp of the train part, {@code n} the
   * number of values in it, all of which the scaler was fitted to: filled gaps count, open ones do
   * not.
   */
  public static Dataset<Row> scalers(Dataset<Row> prepared) {
    Schemas.check(prepared.schema(), Table.PREPARED.schema(), "scalers");
    Column train = slice(col(Columns.Y), lit(1), col(Columns.TRAIN_END));
    Column values = filter(train, y -> not(isnan(y)));
    Dataset<Row> scalers =
        prepared.select(
            col(Columns.UNIQUE_ID),
            col(Columns.SCALER + ".*"),
            step(lit(1)).as(Columns.FITTED_FROM),
            step(col(Columns.TRAIN_END)).as(Columns.FITTED_TO),
            size(values).cast(DataTypes.LongType).as(Columns.N));
    return Schemas.project(scalers, Table.SCALERS, "scalers");
  }

  /** The timestamp of the i-th step, from 1; null for a series of no steps. */
  private static Column step(Column i) {
    return when(col(Columns.TRAIN_END).gt(0), element_at(col(Columns.DS), i));
  }

  private static UserDefinedFunction parameters(
      SplitSettings split, ScaleSettings scale, int horizon) {
    ScalerKind kind = scale.kind();
    Part test = Part.parse(split.test());
    Part validation = Part.parse(split.validation());
    UDF4<Seq<Double>, Seq<Boolean>, Integer, Boolean, Row> fit =
        (values, flags, season, isShort) -> {
          double[] y = doubles(values);
          boolean[] observed = booleans(flags);
          Parts parts = Parts.of(y.length, test, validation, horizon, isShort);
          Scaler scaler = ScalerFit.fit(kind, y, parts.trainEnd(), season);
          int known = parts.validationEnd();
          return RowFactory.create(
              parts.trainEnd(),
              parts.validationEnd(),
              scaler.toRow(),
              SeasonalError.mean(y, observed, known, season),
              SeasonalError.rootMeanSquare(y, observed, known, season));
        };
    return udf(fit, ADDED);
  }

  private static StructType added() {
    List<String> old = List.of(Table.REGULAR.schema().fieldNames());
    StructType added = new StructType();
    for (StructField field : Table.PREPARED.schema().fields()) {
      added = old.contains(field.name()) ? added : added.add(field);
    }
    return added;
  }

  private static double[] doubles(Seq<Double> values) {
    double[] y = new double[values.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = values.apply(i);
    }
    return y;
  }

  private static boolean[] booleans(Seq<Boolean> values) {
    boolean[] flags = new boolean[values.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = values.apply(i);
    }
    return flags;
  }
}
