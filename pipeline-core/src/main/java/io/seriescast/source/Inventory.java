package io.seriescast.source;

import io.seriescast.config.FileSystems;
import io.seriescast.config.Redaction;
import io.seriescast.config.StorageFailure;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files behind a path, as they are at one moment: listed on the driver, so that a missing path
 * is told before any work.
 *
 * @param path as the user gave it: a file, a folder or a glob
 * @param files every data file, sorted by name; hidden ones (starting with {@code _} or {@code .})
 *     are none
 * @param partitionColumns the names of the partition folders ({@code name=value}) below the path,
 *     in order: as Spark has it, neither the folder itself nor one that a glob found is one
 */
public record Inventory(String path, List<File> files, List<String> partitionColumns) {
  /**
   * One file.
   *
   * @param modified in milliseconds since 1970
   */
  public record File(String path, long bytes, long modified) implements Serializable {
    public static File of(FileStatus status) {
      return new File(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }
  }

  /**
   * @param key the setting that the path is the value of
   * @throws PipelineException of kind DATA when the path is missing, unreadable, or holds no data;
   *     of kind CONFIGURATION when it is no path, or of a file system that is not there
   */
  public static Inventory of(String key, String path, Configuration hadoop) {
    List<File> files = new ArrayList<>();
    Set<String> partitionColumns = new LinkedHashSet<>();
    try {
      FileSystem fs = FileSystems.of(key, path, hadoop);
      FileStatus[] found = fs.globStatus(new Path(path));
      if (found == null || found.length == 0) {
        throw PipelineException.data(
            "%s: '%s' does not exist on %s. Give an existing file, folder or glob",
            key, Redaction.text(path), Redaction.text(fs.getUri().toString()));
      }
      for (FileStatus status : found) {
        collect(fs, status, files, partitionColumns);
      }
    } catch (IOException e) {
      throw StorageFailure.of("read the input", new Path(path), e);
    }
    if (files.stream().mapToLong(File::bytes).sum() == 0) {
      throw PipelineException.data(
          "%s: NO_DATA: '%s' holds %d data files with 0 bytes in all. Give an input with rows",
          key, Redaction.text(path), files.size());
    }
    files.sort(Comparator.comparing(File::path));
    return new Inventory(path, List.copyOf(files), List.copyOf(partitionColumns));
  }

  private static void collect(
      FileSystem fs, FileStatus status, List<File> files, Set<String> partitionColumns)
      throws IOException {
    if (status.isFile()) {
      files.add(File.of(status));
      return;
    }
    for (FileStatus child : fs.listStatus(status.getPath())) {
      String name = child.getPath().getName();
      // as Spark does: a partition folder may start with an underscore
      if ((!name.startsWith("_") || name.contains("=")) && !name.startsWith(".")) {
        if (child.isDirectory() && name.indexOf('=') > 0) {
          partitionColumns.add(name.substring(0, name.indexOf('=')));
        }
        collect(fs, child, files, partitionColumns);
      }
    }
  }
}
