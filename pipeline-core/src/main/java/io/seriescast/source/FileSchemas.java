package io.seriescast.source;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.Format;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * The schema of every file of an input, so that part files which differ are told with their names
 * before any work. Spark takes the first file's schema for all: a column missing from another file
 * would be nulls, a CSV column in another place would be another column. Headers and footers are
 * read by the executors; the driver sees one row per distinct schema.
 */
final class FileSchemas {
  private static final int SHOWN = 10;
  private static final int FILES_PER_TASK = 64;
  private static final String UNREADABLE = "unreadable: ";

  private FileSchemas() {}

  /**
   * @param columns of the input that are read; others may differ
   * @return the schema that the files have in common, of Parquet as in {@code int64 ds
   *     (TIMESTAMP(NANOS,true)), double y}
   * @throws PipelineException of kind DATA that names the files, when there is more than one schema
   *     or a file that cannot be read
   */
  static String requireOne(
      SparkSession spark, Inventory inventory, SourceSettings settings, List<String> columns) {
    List<String> files = inventory.files().stream().map(Inventory.File::path).toList();
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    Format format = settings.format();
    String encoding = settings.csv().encoding();
    List<String> partitions = inventory.partitionColumns();
    List<String> inFiles = columns.stream().filter(c -> !partitions.contains(c)).toList();
    List<Tuple2<String, String>> schemas =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, Math.max(1, files.size() / FILES_PER_TASK))
            .mapToPair(
                file -> new Tuple2<>(schema(file, format, encoding, inFiles, hadoop.value()), file))
            // an empty part file is none of another schema
            .filter(schemaAndFile -> !schemaAndFile._1.isEmpty())
            .reduceByKey((a, b) -> a.compareTo(b) <= 0 ? a : b)
            .take(SHOWN);
    boolean readable = schemas.stream().noneMatch(s -> s._1.startsWith(UNREADABLE));
    if (schemas.size() > 1 || !readable) {
      throw PipelineException.data(
          "%s: the files of '%s' %s:%n%s%nReplace or remove those that are wrong%s",
          settings.key(),
          inventory.path(),
          readable ? "have different schemas" : "cannot all be read as " + format,
          schemas.stream()
              .map(s -> "  %s: %s".formatted(s._2, s._1))
              .sorted()
              .collect(Collectors.joining("\n")),
          readable ? "" : ", or set the format beside it, if it is another one");
    }
    return schemas.isEmpty() ? "" : schemas.get(0)._1;
  }

  private static String schema(
      String file, Format format, String encoding, List<String> columns, Configuration hadoop) {
    try {
      return switch (format) {
        case CSV -> header(new Path(file), encoding, hadoop);
        case PARQUET -> parquet(new Path(file), columns, hadoop);
        case ORC -> orc(new Path(file), columns, hadoop);
        default -> "";
      };
    } catch (IOException | RuntimeException e) {
      // the path differs from file to file: keep them apart
      return UNREADABLE
          + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
          + " "
          + file;
    }
  }

  private static String header(Path file, String encoding, Configuration hadoop)
      throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    try (InputStream bytes = file.getFileSystem(hadoop).open(file);
        InputStream plain = codec == null ? bytes : codec.createInputStream(bytes);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(plain, Charset.forName(encoding)))) {
      return text.lines()
          .map(line -> line.replace("\uFEFF", ""))
          .filter(line -> !line.isBlank())
          .findFirst()
          .orElse("");
    }
  }

  private static String parquet(Path file, List<String> columns, Configuration hadoop)
      throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      return columns.stream()
          .map(c -> schema.containsField(c) ? told(schema.getType(c)) : "no column '" + c + "'")
          .collect(Collectors.joining(", "));
    }
  }

  /** {@code int64 ds (TIMESTAMP(MICROS,true))}; whether it may be null makes no difference. */
  private static String told(org.apache.parquet.schema.Type type) {
    return type.toString().replaceFirst("^(optional|required) ", "");
  }

  private static String orc(Path file, List<String> columns, Configuration hadoop)
      throws IOException {
    try (org.apache.orc.Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(hadoop))) {
      TypeDescription schema = reader.getSchema();
      return columns.stream()
          .map(
              c ->
                  schema.getFieldNames().contains(c)
                      ? c + " " + schema.findSubtype("`" + c + "`")
                      : "no column '" + c + "'")
          .collect(Collectors.joining(", "));
    }
  }
}
