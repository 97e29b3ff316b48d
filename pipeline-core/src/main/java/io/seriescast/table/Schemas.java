package io.seriescast.table;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks and projections against a {@link Table}'s schema. */
public final class Schemas {
  private Schemas() {}

  /**
   * Refuses a table that lacks columns or has them in another type, naming every difference at
   * once. Nullability and extra columns do not matter.
   *
   * @param who the step that asks, for the message
   * @throws PipelineException of kind DATA
   */
  public static void check(StructType found, StructType expected, String who) {
    List<String> differences = new ArrayList<>();
    List<String> names = List.of(found.fieldNames());
    for (StructField field : expected.fields()) {
      if (!names.contains(field.name())) {
        differences.add(
            "missing column '%s' (%s)".formatted(field.name(), field.dataType().catalogString()));
      } else {
        String has = found.apply(field.name()).dataType().catalogString();
        if (!has.equals(field.dataType().catalogString())) {
          differences.add(
              "column '%s' is %s, expected %s"
                  .formatted(field.name(), has, field.dataType().catalogString()));
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new PipelineException(
          ErrorKind.DATA,
          "%s: the table has another schema than expected: %s. Found columns: %s"
              .formatted(who, String.join("; ", differences), String.join(", ", names)));
    }
  }

  /** Exactly the columns of the table, in its order, after {@link #check}. */
  public static Dataset<Row> project(Dataset<Row> rows, Table table, String who) {
    check(rows.schema(), table.schema(), who);
    return rows.select(
        java.util.Arrays.stream(table.schema().fieldNames())
            .map(functions::col)
            .toArray(Column[]::new));
  }
}
