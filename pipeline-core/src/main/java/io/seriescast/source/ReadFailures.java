package io.seriescast.source;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what Spark reports about input files in the user's words. Spark reads lazily, so that a
 * truncated or corrupt file shows only in an action: a job wraps the actions that read the input.
 */
public final class ReadFailures {
  private static final Pattern FILE =
      Pattern.compile("(?:(?:file|[a-z][a-z0-9+.-]*):/[^\\s,;)\\]]+)");

  private ReadFailures() {}

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
      return failure(e, what, named, "it is truncated or corrupt", root);
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
