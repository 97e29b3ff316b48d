package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What local.sh refuses before it builds anything. */
@DisabledOnOs(OS.WINDOWS)
class LocalScriptTest {
  private static String refused(Map<String, String> environment) throws Exception {
    Path script = Path.of("..").toAbsolutePath().normalize().resolve("submit/local.sh");
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), "run").redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isEqualTo(2);
    return text;
  }

  @Test
  void anotherJava(@TempDir Path folder) throws Exception {
    Path java = folder.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    assertThat(refused(Map.of("PATH", folder + ":" + System.getenv("PATH"))))
        .contains("Java 17 to 21 is needed", "found '11'")
        .hasLineCount(1);
  }

  @Test
  void aJavaThatDoesNotStartIsQuoted() throws Exception {
    assertThat(refused(Map.of("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption=1")))
        .startsWith("seriescast: java does not start (JAVA_HOME, JAVA_TOOL_OPTIONS)")
        .contains("Unrecognized VM option 'NoSuchOption=1'");
  }
}
