package io.seriescast.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, but for one thing: where Hadoop's native library is absent, as nearly
 * everywhere, the original starts a process ({@code chmod}) for every file and folder it makes, ten
 * of them for a checkpoint. Here the JDK sets the permissions.
 */
public class LocalFiles extends LocalFileSystem {
  /** What makes it the file system of {@code file:}. */
  public static final String KEY = "fs.file.impl";

  public LocalFiles() {
    super(new WithoutProcesses());
  }

  private static final class WithoutProcesses extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      PosixFileAttributeView posix =
          Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
      if (posix == null || permission.getStickyBit()) {
        super.setPermission(path, permission);
        return;
      }
      posix.setPermissions(
          PosixFilePermissions.fromString(
              permission.getUserAction().SYMBOL
                  + permission.getGroupAction().SYMBOL
                  + permission.getOtherAction().SYMBOL));
    }
  }
}
