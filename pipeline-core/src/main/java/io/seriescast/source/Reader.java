package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.ColumnMapping;
import io.seriescast.source.SourceSettings.Format;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any table in: files (CSV, also compressed; JSON lines; Parquet; ORC) on any Hadoop file system,
 * catalog tables, and generated series, as {@link Raw} rows with the file they came from.
 *
 * <p>Ids are texts whatever their column's type: "007" and "1e3" stay as they are. Columns that no
 * key maps are ignored and named in the log. Only the names and types are looked at here, and where
 * those leave a choice (a number as timestamp) a sample of {@value #SAMPLE} rows, whose verdict is
 * logged; the rows themselves are read by the caller's action.
 */
public final class Reader {
  static final int SAMPLE = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

  private Reader() {}

  /**
   * @throws PipelineException of kind DATA when the path or table is missing, holds no data, or
   *     lacks columns or has them in types that cannot be read; every such difference at once
   */
  public static Dataset<Row> read(SparkSession spark, SourceSettings settings) {
    Dataset<Row> input = Input.open(spark, settings);
    ColumnMapping columns =
        settings.format() == Format.GENERATED
            ? new ColumnMapping(List.of(Columns.UNIQUE_ID), Columns.DS, Columns.Y)
            : settings.columns();
    requireColumns(input, columns, settings);
    List<Column> parts =
        columns.uniqueId().stream().map(name -> column(name).cast("string")).toList();
    Dataset<Row> named =
        input.select(
            SeriesKey.join(parts).as(Columns.UNIQUE_ID),
            column(columns.ds()).as(Columns.RAW_DS),
            column(columns.y()).as(Columns.RAW_Y),
            origin(settings).as(Columns.SOURCE_FILE),
            malformed(input).as(Raw.MALFORMED));
    Dataset<Row> timed = Timestamps.read(named, settings);
    Dataset<Row> valued = Values.read(timed);
    Dataset<Row> raw =
        valued
            .withColumn(Columns.RAW_DS, col(Columns.RAW_DS).cast("string"))
            .withColumn(Columns.RAW_Y, col(Columns.RAW_Y).cast("string"))
            .select(
                java.util.Arrays.stream(Raw.SCHEMA.fieldNames())
                    .map(functions::col)
                    .toArray(Column[]::new));
    Schemas.check(raw.schema(), Raw.SCHEMA, "source");
    return raw;
  }

  private static void requireColumns(
      Dataset<Row> input, ColumnMapping columns, SourceSettings settings) {
    List<String> names = List.of(input.columns());
    List<String> differences = new ArrayList<>();
    columns.uniqueId().forEach(name -> require(input, "unique-id", name, List.of(), differences));
    require(input, "ds", columns.ds(), Timestamps.TYPES, differences);
    require(input, "y", columns.y(), Values.TYPES, differences);
    if (!differences.isEmpty()) {
      throw PipelineException.data(
          "source: %s '%s': %s. Found columns: %s. Set source.columns to your names",
          settings.format().name().toLowerCase(java.util.Locale.ROOT),
          settings.path(),
          String.join("; ", differences),
          String.join(", ", names));
    }
    List<String> ignored = new ArrayList<>(names);
    ignored.removeAll(columns.uniqueId());
    ignored.removeAll(List.of(columns.ds(), columns.y(), Input.MALFORMED_LINE));
    if (!ignored.isEmpty()) {
      LOG.info("source: columns ignored: {}", String.join(", ", ignored));
    }
  }

  private static void require(
      Dataset<Row> input, String key, String name, List<String> types, List<String> differences) {
    if (!List.of(input.columns()).contains(name)) {
      differences.add("missing column '%s' (source.columns.%s)".formatted(name, key));
      return;
    }
    DataType type = input.schema().apply(name).dataType();
    String found = type.catalogString().replaceFirst("\\(.*", "");
    if (types.isEmpty()
        ? type.typeName().matches("array|map|struct|binary.*")
        : !types.contains(found)) {
      differences.add(
          "column '%s' (source.columns.%s) is %s, expected %s"
              .formatted(
                  name,
                  key,
                  type.catalogString(),
                  types.isEmpty() ? "a text or a number" : "one of " + String.join(", ", types)));
    }
  }

  private static Column origin(SourceSettings settings) {
    return switch (settings.format()) {
      case GENERATED -> lit("generated");
      case TABLE ->
          functions
              .when(functions.input_file_name().equalTo(""), lit(settings.path()))
              .otherwise(functions.input_file_name());
      default -> functions.input_file_name();
    };
  }

  private static Column malformed(Dataset<Row> input) {
    return List.of(input.columns()).contains(Input.MALFORMED_LINE)
        ? col(Input.MALFORMED_LINE)
        : lit(null).cast(DataTypes.StringType);
  }

  /** A column by its exact name, dots and all. */
  static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
