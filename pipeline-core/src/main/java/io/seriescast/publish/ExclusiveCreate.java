package io.seriescast.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Creates a file that nobody else created: the one act on which publication rests. Of any number
 * that try at once, one gets true; whoever reads the file finds it whole.
 */
@FunctionalInterface
interface ExclusiveCreate {
  /** File systems whose rename refuses an existing target, atomically, on the server. */
  Set<String> RENAME_IS_EXCLUSIVE = Set.of("hdfs", "viewfs", "webhdfs", "swebhdfs", "ofs", "o3fs");

  /**
   * @return false when there is such a file already; it is left as it is
   */
  boolean create(Path target, byte[] content) throws IOException;

  /** The way that is exclusive on this file system. */
  static ExclusiveCreate on(FileSystem fs) {
    String scheme = fs.getUri().getScheme();
    if ("file".equals(scheme)) {
      return (target, content) -> link(fs, target, content);
    }
    return RENAME_IS_EXCLUSIVE.contains(scheme)
        ? (target, content) -> rename(fs, target, content)
        : (target, content) -> create(fs, target, content);
  }

  /**
   * Local disks: Hadoop's {@code create(overwrite = false)} looks first and creates then, so two
   * processes may both succeed. A hard link to a file written aside is exclusive and whole.
   */
  private static boolean link(FileSystem fs, Path target, byte[] content) throws IOException {
    java.nio.file.Path to = java.nio.file.Path.of(target.toUri().getPath());
    java.nio.file.Path aside = to.resolveSibling(aside(target));
    fs.mkdirs(target.getParent());
    try {
      try (FileChannel out =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
          out.write(left);
        }
        out.force(true);
      }
      Files.createLink(to, aside);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** HDFS and its kin: written aside, then renamed; the NameNode refuses an existing target. */
  private static boolean rename(FileSystem fs, Path target, byte[] content) throws IOException {
    Path aside = new Path(target.getParent(), aside(target));
    try {
      Storage.writeAndClose(fs.create(aside, false), content);
      if (fs.rename(aside, target)) {
        return true;
      }
      if (fs.exists(target)) {
        return false;
      }
      throw new IOException("the file system refused to rename " + aside + " to " + target);
    } finally {
      fs.delete(aside, false);
    }
  }

  /**
   * Others, object stores above all: an object appears whole, when it is closed. How exclusive
   * {@code create(overwrite = false)} is there is the connector's matter: conditional on GCS and
   * ABFS, a look beforehand on S3A of Hadoop 3.3. Where it is a look only, let no two runs publish
   * to one OUTPUT within the same second.
   */
  private static boolean create(FileSystem fs, Path target, byte[] content) throws IOException {
    try {
      Storage.writeAndClose(fs.create(target, false), content);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException | FileAlreadyExistsException e) {
      return false;
    }
    return true;
  }

  /** Hidden from listings of commits by its first letter. */
  private static String aside(Path target) {
    return "." + target.getName() + "-" + UUID.randomUUID();
  }
}
