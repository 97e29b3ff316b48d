package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.MiniHdfs;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of another user, on HDFS, through the real command line. */
class PermissionsRunTest {
  private static final UserGroupInformation GUEST = UserGroupInformation.createRemoteUser("guest");

  @TempDir static java.nio.file.Path folder;
  private static MiniHdfs hdfs;
  private static FileSystem files;

  @BeforeAll
  static void start() throws Exception {
    hdfs = new MiniHdfs(folder.resolve("hdfs"));
    files = hdfs.fileSystem();
    java.nio.file.Path csv = SmallRuns.csv(folder.resolve("small.csv"));
    for (String path : new String[] {"/in/open.csv", "/in/closed.csv", "/locked/small.csv"}) {
      files.copyFromLocalFile(new Path(csv.toUri()), new Path(path));
    }
    files.setPermission(new Path("/in/closed.csv"), new FsPermission("600"));
    files.setPermission(new Path("/locked"), new FsPermission("700"));
    files.mkdirs(new Path("/home"));
    files.setOwner(new Path("/home"), "guest", "guests");
  }

  @AfterAll
  static void stop() {
    hdfs.close();
  }

  /** A run on HDFS by a user who may read /in/open.csv and write to /home. */
  private static Cli.Told asGuest(String input, String output) throws Exception {
    String[] args =
        SmallRuns.args("run", hdfs.uri(output), "--run-id", "r1", "--input", hdfs.uri(input));
    return GUEST.doAs((PrivilegedExceptionAction<Cli.Told>) () -> Cli.run(args));
  }

  private static void assertDenied(Cli.Told told, String doing, String path) {
    assertThat(told.code()).as(told.err()).isEqualTo(3);
    assertThat(told.messages())
        .singleElement()
        .asString()
        .contains("cannot " + doing + " " + hdfs.uri(path) + " as user guest: permission denied");
    assertThat(told.err()).doesNotContain("\tat ", "ingest", "train");
  }

  @Test
  @DisplayName("F64 an input that this user may not read: path and user, before any work")
  void input() throws Exception {
    assertDenied(asGuest("/in/closed.csv", "/home/a"), "read the input", "/in/closed.csv");
    assertDenied(asGuest("/locked/small.csv", "/home/b"), "read the input", "/locked/small.csv");
  }

  @Test
  @DisplayName("F64 an output that this user may not make: path and user, before any work")
  void output() throws Exception {
    assertDenied(asGuest("/in/open.csv", "/new"), "create", "/new");
    assertThat(files.exists(new Path("/new"))).isFalse();
  }

  @Test
  @DisplayName("F64 an output of another user: may be read, is not written to, and stays as it is")
  void outputOfAnother() throws Exception {
    String[] theirs = SmallRuns.args("generate", hdfs.uri("/theirs"), "--run-id", "r0");
    assertThat(Cli.run(theirs).code()).isZero();
    assertDenied(asGuest("/in/open.csv", "/theirs"), "write to", "/theirs");
    PrivilegedExceptionAction<Cli.Told> list =
        () -> Cli.run("runs", "list", "--output", hdfs.uri("/theirs"));
    Cli.Told listed = GUEST.doAs(list);
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out()).containsPattern("r0 +unfinished");
  }
}
