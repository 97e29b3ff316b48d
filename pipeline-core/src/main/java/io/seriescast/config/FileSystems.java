package io.seriescast.config;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The file system of a path that a user gave. Hadoop answers mistakes in it with unchecked
 * exceptions of its own.
 */
public final class FileSystems {
  private FileSystems() {}

  /**
   * @param key the setting that the path is the value of
   * @throws PipelineException of kind CONFIGURATION when it is no path, or names a host or a
   *     connector that is not there
   * @throws IOException when the file system does not answer
   */
  public static FileSystem of(String key, String path, Configuration conf) throws IOException {
    Path parsed = path(key, path);
    try {
      return parsed.getFileSystem(conf);
    } catch (RuntimeException | UnsupportedFileSystemException e) {
      throw refused(key, path, e);
    }
  }

  /**
   * @throws PipelineException of kind CONFIGURATION when it is none
   */
  public static Path path(String key, String path) {
    try {
      return new Path(path);
    } catch (IllegalArgumentException e) {
      throw refused(key, path, e);
    }
  }

  private static PipelineException refused(String key, String path, Exception e) {
    return new PipelineException(
        ErrorKind.CONFIGURATION, "%s '%s': %s".formatted(key, Redaction.text(path), advice(e)), e);
  }

  private static String advice(Exception e) {
    if (e.getCause() instanceof UnknownHostException host) {
      return "there is no host '%s'. Correct the address, or set HADOOP_CONF_DIR where that is the"
              .formatted(host.getMessage())
          + " name of a cluster";
    }
    if (e instanceof UnsupportedFileSystemException
        || e.getCause() instanceof ClassNotFoundException) {
      return "there is no connector for such addresses (%s). Add its jar to those of Spark, as"
              .formatted(e.getMessage())
          + " hadoop-aws of Spark's Hadoop version for s3a://";
    }
    return "expected a path, but it is none (%s). A colon ends the scheme of an address: in the name"
            .formatted(e.getMessage())
        + " of a file or folder there must be none";
  }
}
