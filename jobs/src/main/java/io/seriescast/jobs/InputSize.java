package io.seriescast.jobs;

import io.seriescast.config.FileSystems;
import io.seriescast.source.SourceSettings;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** How much there is to read, before anything is read. */
final class InputSize {
  private InputSize() {}

  /**
   * @return bytes: of the files as they lie there, compressed or not, or of the values to generate;
   *     0 where it is not known (tables of a catalog, files that are not there)
   */
  static long of(SourceSettings source, Configuration hadoop) throws IOException {
    return switch (source.format()) {
      case GENERATED -> 16L * source.generate().rows();
      case TABLE -> 0;
      default -> bytes(source.path(), hadoop);
    };
  }

  private static long bytes(String pattern, Configuration hadoop) throws IOException {
    FileSystem storage = FileSystems.of("source.path", pattern, hadoop);
    FileStatus[] found = storage.globStatus(new Path(pattern));
    long sum = 0;
    for (FileStatus file : found == null ? new FileStatus[0] : found) {
      sum += storage.getContentSummary(file.getPath()).getLength();
    }
    return sum;
  }
}
