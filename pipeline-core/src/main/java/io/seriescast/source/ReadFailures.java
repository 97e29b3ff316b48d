package io.seriescast.source;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Tells what Spark reports about input files in the user's words. Spark reads lazily, so that a
 * truncated or corrupt file shows only in an action: a job wraps the actions that read the input.
 */
public final class ReadFailures {
  private static final Pattern FILE =
      Pattern.compile("(?:(?:file|[a-z][a-z0-9+.-]*):/[^\\s,;)\\]]+)");

  private static final String TRUNCATED = "it is truncated or corrupt";

  private ReadFailures() {}

  /**
   * As {@link #explain(Exception, String)}, for an action on rows of {@link Reader}. Hadoop does
   * not say which compressed file ended too early: that one is looked for here, after the failure.
   */
  public static RuntimeException explain(Exception e, SparkSession spark, SourceSettings settings) {
    String what = "%s: '%s'".formatted(settings.key(), settings.path());
    RuntimeException told = explain(e, what);
    if (!(told instanceof PipelineException) || !compressed(e)) {
      return told;
    }
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return Inventory.of(settings.key(), settings.path(), hadoop).files().stream()
        .map(Inventory.File::path)
        .filter(file -> isBroken(new Path(file), hadoop))
        .findFirst()
        .map(file -> (RuntimeException) failure(e, what, file, TRUNCATED, root(e)))
        .orElse(told);
  }

  private static boolean compressed(Exception e) {
    return root(e) instanceof IOException;
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  private static boolean isBroken(Path file, Configuration hadoop) {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    if (codec == null) {
      return false;
    }
    try (InputStream bytes = file.getFileSystem(hadoop).open(file);
        InputStream plain = codec.createInputStream(bytes)) {
      plain.transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  /**
   * @param what for the message, as in {@code source.path: 'in/*.csv'}
   * @return a failure of kind DATA that names the file when the cause is a file that cannot be read
   *     or has another schema than the others; else the exception itself
   */
  public static RuntimeException explain(Exception e, String what) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException told) {
        return told;
      }
    }
    StringBuilder chain = new StringBuilder();
    Throwable root = e;
    for (Throwable cause = e; cause != null && chain.length() < 20_000; cause = cause.getCause()) {
      chain.append(cause.getClass().getName()).append(": ").append(cause.getMessage()).append('\n');
      root = cause;
    }
    String text = chain.toString();
    Matcher file = FILE.matcher(text);
    String named = file.find() ? file.group() : "an input file";
    if (text.contains("CSV header does not conform to the schema")) {
      return failure(e, what, named, "its header differs from that of the first file", root);
    }
    if (text.contains("cannot be converted") || text.contains("SchemaColumnConvertNotSupported")) {
      return failure(e, what, named, "a column has another type than in the first file", root);
    }
    if (text.contains("Encountered error while reading file")
        || text.contains("FAILED_READ_FILE")
        || text.contains("Could not read footer")
        || text.contains("is not a Parquet file")
        || text.contains("Malformed ORC file")
        || text.contains("java.io.EOFException")) {
      return failure(e, what, named, TRUNCATED, root);
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  private static PipelineException failure(
      Exception e, String what, String file, String why, Throwable root) {
    String found = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return new PipelineException(
        ErrorKind.DATA,
        "%s: %s cannot be read: %s (%s: %s). Nothing of it was used; replace or remove it"
            .formatted(what, file, why, root.getClass().getSimpleName(), found),
        e);
  }
}
