package io.seriescast.publish;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Sizes and SHA-256 of a folder's files: large folders are read by the executors. */
final class FileSeals {
  /** Up to here a Spark job costs more than it saves. */
  static final long SMALL = 32L << 20;

  /** Begins what stands in a checksum's place for a file that cannot be read. */
  private static final String UNREADABLE = "unreadable: ";

  private FileSeals() {}

  /**
   * Every file below the folder, by path, as it is on disk now.
   *
   * @param spark where to spread the reading; null to read everything here
   */
  static List<FileSeal> of(Storage storage, Path folder, SparkSession spark) {
    return of(storage, folder, spark, SMALL);
  }

  static List<FileSeal> of(Storage storage, Path folder, SparkSession spark, long small) {
    List<FileStatus> files = storage.files(folder);
    long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
    List<String> paths = files.stream().map(f -> f.getPath().toString()).toList();
    List<String> sums =
        spark == null || bytes <= small
            ? paths.stream().map(path -> sha256(storage.conf(), path)).toList()
            : onExecutors(storage.conf(), paths, spark);
    String prefix = storage.qualified(folder) + "/";
    List<FileSeal> seals = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      String path = paths.get(i);
      if (!path.startsWith(prefix)) {
        throw new IllegalStateException(path + " is not below " + prefix);
      }
      seals.add(new FileSeal(path.substring(prefix.length()), files.get(i).getLen(), sums.get(i)));
    }
    return seals;
  }

  static boolean isReadable(FileSeal seal) {
    return !seal.sha256().startsWith(UNREADABLE);
  }

  /** Plain strings there and back: they pass through any serialiser that Spark is set to. */
  private static List<String> onExecutors(
      Configuration conf, List<String> paths, SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(conf);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(new ArrayList<>(paths), Math.min(paths.size(), 1000))
        .map(path -> sha256(shared.value(), path))
        .collect();
  }

  private static String sha256(Configuration conf, String file) {
    Path path = new Path(file);
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    try (FSDataInputStream in = path.getFileSystem(conf).open(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      return UNREADABLE + e.getMessage();
    }
    return Sha256.hex(digest.digest());
  }
}
