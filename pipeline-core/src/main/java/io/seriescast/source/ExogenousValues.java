package io.seriescast.source;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.seriescast.source.SourceSettings.ColumnMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The exogenous columns of a long table: numbers as doubles, statics as texts. */
final class ExogenousValues {
  static final List<String> TYPES =
      Stream.concat(Values.TYPES.stream(), Stream.of("boolean")).toList();

  /** Greater magnitudes would overflow a variance. */
  private static final double LARGEST = 1e100;

  /** Of a static text, in characters. */
  private static final int LONGEST = 256;

  private static final String RAW = "exogenous_";

  private ExogenousValues() {}

  /** The columns as they stand, under names of their own, to be carried to {@link #read}. */
  static Stream<Column> raw(ColumnMapping columns) {
    List<String> names = columns.exogenous();
    return IntStream.range(0, names.size()).mapToObj(i -> Reader.column(names.get(i)).as(RAW + i));
  }

  /**
   * Adds {@link Raw#NUMBERS} and {@link Raw#STATICS}, and {@link Raw#BAD_EXOGENOUS} where something
   * stands that is no finite number.
   */
  static Dataset<Row> read(Dataset<Row> rows, ColumnMapping columns) {
    int statics = columns.static_().size();
    List<Column> texts = new ArrayList<>();
    List<Column> numbers = new ArrayList<>();
    Column bad = lit(false);
    for (int i = 0; i < columns.exogenous().size(); i++) {
      Column text = trim(col(RAW + i).cast("string"));
      if (i < statics) {
        texts.add(when(not(missing(text)), left(text, lit(LONGEST))));
        continue;
      }
      String name = RAW + i;
      Column value =
          expr(
              "coalesce(try_cast(%s as double), cast(try_cast(cast(%s as string) as boolean) as double))"
                  .formatted(name, name));
      // NaN is greater than every number in Spark's order
      numbers.add(coalesce(when(abs(value).leq(LARGEST), value), lit(Double.NaN)));
      bad = bad.or(not(coalesce(abs(value).leq(LARGEST), lit(false)).or(missing(text))));
    }
    return rows.withColumn(Raw.NUMBERS, array(numbers.toArray(Column[]::new)).cast("array<double>"))
        .withColumn(Raw.STATICS, array(texts.toArray(Column[]::new)).cast("array<string>"))
        .withColumn(
            Raw.CAVEATS, col(Raw.CAVEATS).bitwiseOR(when(bad, Raw.BAD_EXOGENOUS).otherwise(0)));
  }

  private static Column missing(Column text) {
    return coalesce(lower(text), lit("")).isin(Values.MISSING.toArray());
  }
}
