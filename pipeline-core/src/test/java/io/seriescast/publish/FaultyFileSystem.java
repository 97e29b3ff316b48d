package io.seriescast.publish;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/** The local disk of local mode, whose n-th change fails; counted over all instances of the JVM. */
public final class FaultyFileSystem extends LocalFiles {
  /** How a change fails. */
  public enum Fault {
    /** This one, for want of space. */
    NO_SPACE,
    /** This one, for want of a permission. */
    NO_PERMISSION,
    /** This one and all that follow: as seen by the disk, the process is dead. */
    KILLED
  }

  private static final AtomicLong CHANGES = new AtomicLong();
  private static volatile long failing = Long.MAX_VALUE;
  private static volatile Fault fault = Fault.NO_SPACE;

  /** Hadoop's settings that make {@code file:} this file system. */
  public static final Map<String, String> SETTINGS =
      Map.of(KEY, FaultyFileSystem.class.getName(), KEY + ".disable.cache", "true");

  /** A configuration in which {@code file:} is this file system. */
  public static Configuration configuration() {
    Configuration conf = new Configuration();
    SETTINGS.forEach(conf::set);
    return conf;
  }

  /**
   * @param n counted from 1, from now on
   */
  public static void failAt(long n, Fault how) {
    CHANGES.set(0);
    fault = how;
    failing = n;
  }

  /** Nothing fails from now on. */
  public static void heal() {
    failAt(Long.MAX_VALUE, Fault.NO_SPACE);
  }

  /** Changes since {@link #failAt}. */
  public static long changes() {
    return CHANGES.get();
  }

  private static void change(Path path) throws IOException {
    long n = CHANGES.incrementAndGet();
    if (n == failing || (n > failing && fault == Fault.KILLED)) {
      throw switch (fault) {
        case NO_SPACE -> new IOException(path + ": No space left on device");
        case NO_PERMISSION -> new AccessControlException("Permission denied: " + path);
        case KILLED -> new IOException("killed before " + path);
      };
    }
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change(path);
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change(from);
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change(path);
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    change(path);
    return super.mkdirs(path);
  }
}
