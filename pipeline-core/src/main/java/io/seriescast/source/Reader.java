package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.ColumnMapping;
import io.seriescast.source.SourceSettings.Format;
import io.seriescast.source.SourceSettings.Layout;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Any table in: files (CSV, also compressed; JSON lines; Parquet; ORC) on any Hadoop file system,
 * catalog tables, and generated series, as {@link Raw} rows with the file they came from.
 *
 * <p>Ids are texts whatever their column's type: "007" and "1e3" stay as they are. Columns that no
 * key maps are ignored and named in the log. Only the names and types are looked at here, and where
 * those leave a choice (a number as timestamp) a sample of {@value #SAMPLE} rows, whose verdict is
 * told; the rows themselves are read by the caller's action.
 */
public final class Reader {
  static final int SAMPLE = 1000;

  private Reader() {}

  /**
   * @param verdict is told how the columns are understood, a sentence each
   * @throws PipelineException of kind DATA when the path or table is missing, holds no data, or
   *     lacks columns or has them in types that cannot be read; every such difference at once
   */
  public static Dataset<Row> read(
      SparkSession spark, SourceSettings settings, Consumer<String> verdict) {
    Dataset<Row> input = Input.open(spark, settings);
    ColumnMapping columns =
        settings.format() == Format.GENERATED
            ? new ColumnMapping(List.of(Columns.UNIQUE_ID), Columns.DS, Columns.Y)
            : settings.columns();
    Dataset<Row> named =
        settings.layout() == Layout.WIDE && settings.format() != Format.GENERATED
            ? WideTable.melt(input, settings)
            : named(input, columns, settings, verdict);
    Dataset<Row> timed = Timestamps.read(named, settings, verdict);
    boolean more = !columns.exogenous().isEmpty();
    Dataset<Row> target = Values.read(timed);
    Dataset<Row> valued = more ? ExogenousValues.read(target, columns) : target;
    List<Column> own =
        List.of(
            col(Columns.UNIQUE_ID),
            col(Columns.DS),
            col(Columns.Y),
            text(valued, Columns.RAW_DS, Columns.DS).as(Columns.RAW_DS),
            text(valued, Columns.RAW_Y, Columns.Y).as(Columns.RAW_Y),
            col(Columns.SOURCE_FILE),
            col(Raw.MALFORMED),
            col(Raw.CAVEATS));
    Stream<Column> exogenous = more ? Stream.of(col(Raw.NUMBERS), col(Raw.STATICS)) : Stream.of();
    Dataset<Row> raw = valued.select(Stream.concat(own.stream(), exogenous).toArray(Column[]::new));
    Schemas.check(raw.schema(), Raw.SCHEMA, "source");
    return raw;
  }

  /**
   * The files of a catalog table, URL-encoded; none for a table that is not made of files.
   *
   * @param source of format TABLE
   * @throws PipelineException of kind DATA when there is no such table
   */
  public static List<String> files(SparkSession spark, SourceSettings source) {
    List<String> files = List.of(Input.table(spark, source).inputFiles());
    return files.isEmpty() ? Input.listedFiles(spark, source.path()) : files;
  }

  /** The long table's columns under our names, of their own types but for the id. */
  private static Dataset<Row> named(
      Dataset<Row> input,
      ColumnMapping columns,
      SourceSettings settings,
      Consumer<String> verdict) {
    InputColumns.require(input, columns, settings, verdict);
    List<Column> parts =
        columns.uniqueId().stream().map(name -> column(name).cast("string")).toList();
    Stream<Column> own =
        Stream.of(
            SeriesKey.join(parts).as(Columns.UNIQUE_ID),
            column(columns.ds()).as(Columns.RAW_DS),
            column(columns.y()).as(Columns.RAW_Y),
            origin(settings).as(Columns.SOURCE_FILE),
            malformed(input).as(Raw.MALFORMED));
    return input.select(Stream.concat(own, ExogenousValues.raw(columns)).toArray(Column[]::new));
  }

  /** Texts as they stand; rendering every number of a typed column would double the cost. */
  private static Column text(Dataset<Row> rows, String raw, String understood) {
    return rows.schema().apply(raw).dataType().equals(DataTypes.StringType)
        ? col(raw)
        : functions.when(col(understood).isNull(), col(raw).cast("string"));
  }

  static Column origin(SourceSettings settings) {
    return switch (settings.format()) {
      case GENERATED -> lit("generated");
      case TABLE ->
          functions
              .when(functions.input_file_name().equalTo(""), lit(settings.path()))
              .otherwise(functions.input_file_name());
      default -> functions.input_file_name();
    };
  }

  static Column malformed(Dataset<Row> input) {
    return List.of(input.columns()).contains(Input.MALFORMED_LINE)
        ? col(Input.MALFORMED_LINE)
        : lit(null).cast(DataTypes.StringType);
  }

  /** A column by its exact name, dots and all. */
  static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
