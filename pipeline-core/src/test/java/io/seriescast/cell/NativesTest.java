package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NativesTest {
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
}
