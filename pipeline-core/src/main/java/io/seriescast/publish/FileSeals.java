package io.seriescast.publish;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
  private static final long SMALL = 32L << 20;

  private FileSeals() {}

  private record Hashed(int at, String sha256) implements Serializable {}

  /**
   * Every file below the folder, by path, as it is on disk now.
   *
   * @param spark where to spread the reading; null to read everything here
   */
  static List<FileSeal> of(Storage storage, Path folder, SparkSession spark) {
    List<FileStatus> files = storage.files(folder);
    long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
    String[] sums = new String[files.size()];
    List<String> paths = files.stream().map(f -> f.getPath().toString()).toList();
    if (spark == null || bytes <= SMALL) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = sha256(storage.conf(), paths.get(i));
      }
    } else {
      onExecutors(storage.conf(), paths, spark).forEach(h -> sums[h.at()] = h.sha256());
    }
    String prefix = storage.qualified(folder) + "/";
    List<FileSeal> seals = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      String path = paths.get(i);
      if (!path.startsWith(prefix)) {
        throw new IllegalStateException(path + " is not below " + prefix);
      }
      seals.add(new FileSeal(path.substring(prefix.length()), files.get(i).getLen(), sums[i]));
    }
    return seals;
  }

  private static List<Hashed> onExecutors(
      Configuration conf, List<String> paths, SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(conf);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      numbers.add(i);
    }
    ArrayList<String> all = new ArrayList<>(paths);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(numbers, Math.min(numbers.size(), 1000))
        .map(i -> new Hashed(i, sha256(shared.value(), all.get(i))))
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
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
    return Sha256.hex(digest.digest());
  }
}
