package io.seriescast.publish;

import io.seriescast.config.StorageFailure;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a table as few Parquet files: as many as its size asks for, known only once it is written.
 * The rows are computed once; where they came out as many small files, the small files are read
 * again and joined. No shuffle, no order changed, no folder per series or per day.
 */
final class TableFiles {
  private static final long PUBLISHED_FILE = 128L << 20;

  /** Smaller, since the next step's tasks are made from the files. */
  private static final long HAND_OVER_FILE = 16L << 20;

  private static final String ROW_METADATA = "org.apache.spark.sql.parquet.row.metadata";

  private TableFiles() {}

  /** How many files a table of that size should have. */
  static int wanted(long bytes, boolean published, int parallelism) {
    long size = published ? PUBLISHED_FILE : HAND_OVER_FILE;
    long bySize = (bytes + size - 1) / size;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(published ? 1 : parallelism, bySize));
  }

  /**
   * @param folder aside from the run, may exist with nothing in it
   * @return the folder that holds the files: below the given one
   */
  static Path write(Storage storage, Path folder, Dataset<Row> rows, boolean published) {
    Path first = new Path(folder, "written");
    parquet(rows, first, published);
    long bytes = 0;
    int files = 0;
    for (FileStatus file : storage.files(first)) {
      bytes += file.getLen();
      files++;
    }
    SparkSession spark = rows.sparkSession();
    int wanted = wanted(bytes, published, spark.sparkContext().defaultParallelism());
    if (files <= 2 * wanted) {
      return first;
    }
    Path joined = new Path(folder, "joined");
    parquet(
        spark.read().schema(rows.schema()).parquet(first.toString()).coalesce(wanted),
        joined,
        published);
    return joined;
  }

  /**
   * Reads files of one table. The schema is what Spark wrote into the first one's footer: to ask
   * Spark for it would start a job.
   */
  static Dataset<Row> read(SparkSession spark, Storage storage, String... files)
      throws IOException {
    DataFrameReader reader = spark.read();
    if (files.length > 0) {
      String written = rowMetadata(storage, new Path(files[0]));
      if (written != null) {
        reader.schema((StructType) DataType.fromJson(written));
      }
    }
    return reader.parquet(files);
  }

  private static String rowMetadata(Storage storage, Path file) throws IOException {
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, storage.conf()))) {
      return footer.getFileMetaData().getKeyValueMetaData().get(ROW_METADATA);
    }
  }

  private static void parquet(Dataset<Row> rows, Path folder, boolean published) {
    try {
      rows.write()
          .mode(SaveMode.ErrorIfExists)
          // A commit says what is whole; version 2 would leave half-renamed files to a dead driver.
          .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
          .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
          // A row per series repeats nothing: looking for it is a tenth of the writing.
          .option("parquet.enable.dictionary", published)
          .parquet(folder.toString());
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw told(folder, e);
    }
  }

  static RuntimeException told(Path folder, Exception thrown) {
    boolean ofTable = true; // and not of Spark's own disk, which is full for every table
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof PipelineException told) {
        return told;
      }
      ofTable &= !StorageFailure.FULL_LOCAL_DIR.matcher(String.valueOf(t.getMessage())).find();
    }
    if (ofTable && StorageFailure.cause(thrown) != null) {
      return StorageFailure.of("write", folder, thrown);
    }
    return thrown instanceof RuntimeException bug
        ? bug
        : new IllegalStateException(
            folder + " could not be written: " + thrown.getMessage(), thrown);
  }
}
