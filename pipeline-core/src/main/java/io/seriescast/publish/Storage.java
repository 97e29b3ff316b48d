package io.seriescast.publish;

import io.seriescast.config.FileSystems;
import io.seriescast.config.StorageFailure;
import io.seriescast.error.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * The few file operations that a run on disk is made of; errors name path and user.
 *
 * <p>A target is <em>absent or whole</em>: it is written aside and renamed into place. That holds
 * where a rename is atomic (local disks, HDFS, ABFS with hierarchical namespace). On object stores
 * a rename of a folder is a copy, file by file: there a step's record, which is written after its
 * tables, says that they are whole, and a run's commit says it for all of the run.
 */
final class Storage {
  private final FileSystem fs;

  private Storage(FileSystem fs) {
    this.fs = fs;
  }

  static Storage of(Configuration conf, Path path) {
    return new Storage(told("open", path, () -> path.getFileSystem(conf)));
  }

  /** Of a path that a user gave as the value of a setting. */
  static Storage of(String key, String path, Configuration conf) {
    try {
      return new Storage(FileSystems.of(key, path, conf));
    } catch (IOException e) {
      throw StorageFailure.of("open", new Path(path), e);
    }
  }

  /** An operation of the file system. */
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  static <T> T told(String doing, Path path, Operation<T> operation) {
    try {
      return operation.run();
    } catch (IOException e) {
      throw StorageFailure.of(doing, path, e);
    }
  }

  FileSystem fileSystem() {
    return fs;
  }

  Configuration conf() {
    return fs.getConf();
  }

  Path qualified(Path path) {
    return fs.makeQualified(path);
  }

  boolean exists(Path path) {
    return told("look for", path, () -> fs.exists(path));
  }

  void makeFolder(Path path) {
    if (!told("create", path, () -> fs.mkdirs(path))) {
      throw StorageFailure.of("create", path, new IOException("refused by the file system"));
    }
  }

  /** What stands in a folder, by name; empty when there is no folder. */
  List<FileStatus> list(Path folder) {
    return told(
        "list",
        folder,
        () -> {
          try {
            List<FileStatus> found = new ArrayList<>(List.of(fs.listStatus(folder)));
            found.sort(Comparator.comparing(f -> f.getPath().getName()));
            return found;
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /**
   * Every file below a folder, by path; empty when there is no folder. Not {@code listFiles}: on a
   * local disk that starts a process for each file, to ask for permissions that nobody wants.
   */
  List<FileStatus> files(Path folder) {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus child : list(folder)) {
      if (child.isDirectory()) {
        found.addAll(files(child.getPath()));
      } else {
        found.add(child);
      }
    }
    found.sort(Comparator.comparing(f -> f.getPath().toString()));
    return found;
  }

  /** How much is below a path, and when any of it was last modified. */
  record Extent(long bytes, Instant touched) {}

  Extent extent(Path path) {
    FileStatus self = told("look for", path, () -> fs.getFileStatus(path));
    long bytes = self.isFile() ? self.getLen() : 0;
    Instant touched = Instant.ofEpochMilli(self.getModificationTime());
    for (FileStatus child : self.isDirectory() ? list(path) : List.<FileStatus>of()) {
      Extent below = extent(child.getPath());
      bytes += below.bytes();
      touched = below.touched().isAfter(touched) ? below.touched() : touched;
    }
    return new Extent(bytes, touched);
  }

  /**
   * A small file's content.
   *
   * @param limit in bytes, checked before anything is read
   */
  byte[] read(Path path, long limit) {
    return told(
        "read",
        path,
        () -> {
          long length = fs.getFileStatus(path).getLen();
          if (length > limit) {
            throw PipelineException.data(
                "%s: %d bytes, expected at most %d: not read", path, length, limit);
          }
          byte[] content = new byte[Math.toIntExact(length)];
          try (FSDataInputStream in = fs.open(path)) {
            in.readFully(0, content);
          }
          return content;
        });
  }

  /** Writes a file where there is none; not atomic: for what stands aside. */
  void create(Path path, byte[] content) {
    told(
        "write",
        path,
        () -> {
          writeAndClose(fs.create(path, false), content);
          return null;
        });
  }

  /**
   * Not try-with-resources: HDFS throws the very same exception again when the stream is closed,
   * which Java answers with "self-suppression not permitted" instead of the cause.
   */
  static void writeAndClose(FSDataOutputStream out, byte[] content) throws IOException {
    boolean written = false;
    try {
      out.write(content);
      written = true;
    } finally {
      if (written) {
        out.close();
      } else {
        IOUtils.closeStream(out);
      }
    }
  }

  /** Writes a file that is absent or whole; an earlier one of that name is replaced. */
  void put(Path target, byte[] content, Path asideFolder) {
    Path aside = aside(asideFolder, target);
    create(aside, content);
    replace(aside, target, asideFolder);
  }

  /** A path of its own for something that will get the target's name later. */
  static Path aside(Path asideFolder, Path target) {
    return new Path(asideFolder, target.getName() + "-" + UUID.randomUUID());
  }

  /**
   * Renames a whole file or folder into place. An earlier one is renamed away first and deleted
   * last: deleting is not atomic, renaming is.
   */
  void replace(Path whole, Path target, Path asideFolder) {
    makeFolder(target.getParent());
    Path old = null;
    if (exists(target)) {
      old = aside(asideFolder, target);
      rename(target, old);
    }
    rename(whole, target);
    if (old != null) {
      delete(old);
    }
  }

  private void rename(Path from, Path to) {
    told(
        "rename to",
        to,
        () -> {
          if (!fs.rename(from, to)) {
            throw new IOException("the file system refused to rename " + from);
          }
          return null;
        });
  }

  void delete(Path path) {
    told("delete", path, () -> fs.delete(path, true));
  }
}
