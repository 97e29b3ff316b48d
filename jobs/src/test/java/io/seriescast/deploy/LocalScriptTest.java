package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.ChildProcess;
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
    ProcessBuilder script = ChildProcess.script("submit/local.sh", "run");
    script.environment().remove("JAVA_HOME");
    script.environment().putAll(environment);
    return ChildProcess.run(script).exits(2);
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
