package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class LocalFilesTest {
  private static FileSystem open(Class<? extends FileSystem> kind, String umask)
      throws IOException {
    Configuration conf = new Configuration();
    conf.setClass(LocalFiles.KEY, kind, FileSystem.class);
    conf.set("fs.permissions.umask-mode", umask);
    return FileSystem.newInstanceLocal(conf);
  }

  @ParameterizedTest
  @ValueSource(strings = {"022", "077", "000"})
  void filesAndFoldersGetTheRightsThatTheyGetFromHadoop(
      String umask, @TempDir java.nio.file.Path at) throws IOException {
    try (FileSystem ours = open(LocalFiles.class, umask);
        FileSystem theirs = open(LocalFileSystem.class, umask)) {
      assertThat(ours).isInstanceOf(LocalFiles.class);
      assertThat(theirs).isNotInstanceOf(LocalFiles.class);
      assertThat(rights(ours, new Path(at.resolve("ours").toUri())))
          .isEqualTo(rights(theirs, new Path(at.resolve("theirs").toUri())));
    }
  }

  /** Of a folder, a file in it, and that file once it is for its owner alone. */
  private static String rights(FileSystem files, Path folder) throws IOException {
    Path file = new Path(folder, "file");
    files.mkdirs(folder);
    files.create(file).close();
    String made = permission(files, folder) + permission(files, file);
    files.setPermission(file, new FsPermission("640"));
    return made + permission(files, file);
  }

  private static String permission(FileSystem files, Path path) throws IOException {
    return files.getFileStatus(path).getPermission() + " ";
  }

  @Test
  void aFileThatIsNotThere(@TempDir java.nio.file.Path at) throws IOException {
    try (FileSystem files = open(LocalFiles.class, "022")) {
      Path missing = new Path(at.resolve("missing").toUri());
      assertThatThrownBy(() -> files.setPermission(missing, new FsPermission("600")))
          .isInstanceOfAny(FileNotFoundException.class, NoSuchFileException.class);
    }
  }
}
