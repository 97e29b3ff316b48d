package io.seriescast.source;

import static org.apache.spark.sql.functions.expr;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.CsvSettings;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The input as its own columns: texts for CSV and JSON, the file's types for Parquet and ORC, the
 * catalog's for a table. Partition folders ({@code region=007}) are columns of texts.
 */
final class Input {
  /** The text of a line that is no row of the format. */
  static final String MALFORMED_LINE = "_malformed_line";

  private Input() {}

  static Dataset<Row> open(SparkSession spark, SourceSettings settings) {
    return switch (settings.format()) {
      case AUTO -> throw new IllegalStateException("a format that was not told by the name");
      case GENERATED -> Generator.generate(spark, settings.generate());
      case TABLE -> table(spark, settings);
      case CSV -> csv(spark, settings);
      case JSON -> json(spark, settings);
      case PARQUET -> typed(spark, settings, "parquet");
      case ORC -> typed(spark, settings, "orc");
    };
  }

  /** Formats with a listing of their own, as Iceberg, have it as a table beside the table. */
  static List<String> listedFiles(SparkSession spark, String table) {
    try {
      return spark
          .table(table + ".files")
          .select("file_path")
          .as(Encoders.STRING())
          .collectAsList();
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        return List.of();
      }
      throw e;
    }
  }

  static Dataset<Row> table(SparkSession spark, SourceSettings settings) {
    try {
      return spark.table(settings.path());
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new PipelineException(
            ErrorKind.DATA,
            "%s: table '%s' cannot be read: %s. Give a table of the session's catalogs; for a file or"
                    .formatted(settings.key(), settings.path(), firstLine(e))
                + " folder of such a name set the format beside it (csv, json, parquet, orc)",
            e);
      }
      throw e;
    }
  }

  private static Dataset<Row> csv(SparkSession spark, SourceSettings settings) {
    Inventory inventory = inventory(spark, settings);
    if (settings.csv().header()) {
      FileSchemas.requireOne(spark, inventory, settings, settings.columnsRead());
    }
    CsvSettings csv = settings.csv();
    DataFrameReader reader =
        files(spark)
            .option("header", csv.header())
            .option("delimiter", csv.delimiter())
            .option("encoding", csv.encoding())
            // a quote inside quotes is doubled (RFC 4180), and a backslash is a backslash
            .option("escape", "\"")
            // a line of too few or too many columns is one only where all of them are looked at
            .option("columnPruning", false)
            .option("multiLine", csv.multiLine())
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", MALFORMED_LINE);
    StructType texts = texts(reader.csv(settings.path()).schema());
    return reader.schema(texts.add(MALFORMED_LINE, DataTypes.StringType)).csv(settings.path());
  }

  /** JSON lines; the columns are those of the first {@value Reader#SAMPLE} lines. */
  private static Dataset<Row> json(SparkSession spark, SourceSettings settings) {
    Inventory inventory = inventory(spark, settings);
    Dataset<String> sample =
        spark
            .read()
            .text(settings.path())
            .select("value")
            .limit(Reader.SAMPLE)
            .as(Encoders.STRING());
    StructType found =
        spark.read().option("columnNameOfCorruptRecord", MALFORMED_LINE).json(sample).schema();
    StructType known = new StructType();
    for (StructField field : found.fields()) {
      if (!field.name().equals(MALFORMED_LINE)) {
        known = known.add(field);
      }
    }
    for (String partition : inventory.partitionColumns()) {
      known = known.add(partition, DataTypes.StringType);
    }
    return files(spark)
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", MALFORMED_LINE)
        .schema(texts(known).add(MALFORMED_LINE, DataTypes.StringType))
        .json(settings.path());
  }

  private static Dataset<Row> typed(SparkSession spark, SourceSettings settings, String format) {
    Inventory inventory = inventory(spark, settings);
    String inFiles = FileSchemas.requireOne(spark, inventory, settings, settings.columnsRead());
    try {
      StructType found = files(spark).format(format).load(settings.path()).schema();
      List<String> partitions = inventory.partitionColumns();
      StructType schema = new StructType();
      for (StructField field : found.fields()) {
        schema =
            partitions.contains(field.name())
                ? schema.add(field.name(), DataTypes.StringType)
                : schema.add(field);
      }
      Dataset<Row> rows = files(spark).format(format).schema(schema).load(settings.path());
      return withoutNanoseconds(rows, settings.columns().ds(), inFiles);
    } catch (Exception e) {
      throw ReadFailures.explain(e, "%s: '%s'".formatted(settings.key(), settings.path()));
    }
  }

  /** Spark reads the nanoseconds of Parquet as numbers and forgets what they were. */
  private static Dataset<Row> withoutNanoseconds(Dataset<Row> rows, String ds, String inFiles) {
    String type = "int64 " + ds + " (TIMESTAMP(NANOS,";
    String micros = "`" + ds.replace("`", "``") + "` div 1000";
    if (inFiles.contains(type + "true))")) {
      return rows.withColumn(ds, expr("timestamp_micros(" + micros + ")"));
    }
    String local =
        "timestamp_ntz'1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, cast(%s as decimal(20,0)) / 1000000)";
    return inFiles.contains(type + "false))")
        ? rows.withColumn(ds, expr(local.formatted(micros)))
        : rows;
  }

  private static Inventory inventory(SparkSession spark, SourceSettings settings) {
    return Inventory.of(
        settings.key(), settings.path(), spark.sparkContext().hadoopConfiguration());
  }

  private static DataFrameReader files(SparkSession spark) {
    return spark.read().option("ignoreCorruptFiles", false).option("ignoreMissingFiles", false);
  }

  /** Every column a text. */
  private static StructType texts(StructType schema) {
    StructType texts = new StructType();
    for (StructField field : schema.fields()) {
      texts = texts.add(field.name(), DataTypes.StringType);
    }
    return texts;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
