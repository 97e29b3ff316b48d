package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class NativesTest {
  private static final String CACHE_DIR = "org.bytedeco.javacpp.cachedir";
  private static final String TMP = "-Djava.io.tmpdir=";

  @Test
  void loadedOnOneThread() {
    assertThat(Natives.load()).contains("CpuBackend", "1 thread", "unpacked to");
  }

  @Test
  @DisplayName("F71 libraries that cannot load name the folder, the reason and the setting")
  void failureNamesTheFolder() {
    PipelineException told =
        Natives.failure(
            new ExceptionInInitializerError(
                new UnsatisfiedLinkError("libnd4jcpu.so: failed to map segment")),
            "/tmp/noexec/javacpp");
    assertThat(told.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(told)
        .hasMessageContaining("/tmp/noexec/javacpp")
        .hasMessageContaining("failed to map segment")
        .hasMessageContaining("noexec")
        .hasMessageContaining("-Dorg.bytedeco.javacpp.cachedir");
  }

  @Test
  @DisplayName("F71 a process that can unpack them nowhere says so, and ends as misconfigured")
  void nowhereToUnpack(@TempDir Path folder) throws Exception {
    String file = Files.createFile(folder.resolve("file")).toString();
    assertThat(told(2, "-D" + CACHE_DIR + "=" + file, "-Duser.home=" + file, TMP + file))
        .contains("cannot be loaded from " + file, "-D" + CACHE_DIR);
  }

  @Test
  @DisplayName("F57 arrays beyond maxbytes are refused, although the machine has the memory")
  void moreThanMaxBytes() throws Exception {
    assertThat(told(1, "-Dorg.bytedeco.javacpp.maxbytes=64m"))
        .contains("off-heap limit 64 MB", "exceeds HOST device limits; Limit bytes: [67108864]");
  }

  /** Loads the natives and takes 128 MB. */
  public static void main(String[] args) {
    try {
      System.out.println(Natives.load());
    } catch (PipelineException e) {
      System.out.println(e.getMessage());
      System.exit(e.kind().exitCode());
    }
    Nd4j.createUninitialized(DataType.FLOAT, 32 << 20);
  }

  /** What {@link #main} says in a process of its own. */
  private static String told(int exit, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-Xmx128m"));
    all.addAll(List.of(options));
    return ChildProcess.run(ChildProcess.java(NativesTest.class, all)).exits(exit);
  }
}
