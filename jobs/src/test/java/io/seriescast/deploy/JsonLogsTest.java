package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seriescast.testing.Secrets;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** conf/log4j2-json.properties, rendered by a logger context of its own. */
class JsonLogsTest {
  private static String render(String configuration, String message, Throwable thrown) {
    LoggerContext context = new LoggerContext(configuration);
    context.setConfigLocation(Path.of("../conf", configuration).toUri());
    context.start();
    try {
      PatternLayout layout =
          (PatternLayout) context.getConfiguration().getAppender("console").getLayout();
      SortedArrayStringMap mdc = new SortedArrayStringMap();
      mdc.putValue("mdc.run", "nightly-2026-01-31");
      mdc.putValue("mdc.stage", "train");
      return layout.toSerializable(
          Log4jLogEvent.newBuilder()
              .setLoggerName("io.seriescast.train.Trainer")
              .setLevel(Level.INFO)
              .setThreadName("main \"1\"")
              .setMessage(new SimpleMessage(message))
              .setThrown(thrown)
              .setContextData(mdc)
              .setTimeMillis(1)
              .build());
    } finally {
      context.stop();
    }
  }

  private static JsonNode line(String message, Throwable thrown) throws Exception {
    String text = render("log4j2-json.properties", message, thrown);
    assertThat(text).endsWith("\n");
    assertThat(text.strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(text);
  }

  @Test
  @DisplayName("every line is one JSON object with run and stage, whatever the message holds")
  void oneObjectPerLine() throws Exception {
    JsonNode line = line("epoch \"1\"\nof\t2 \u0007 ∞", new IllegalStateException("a\nb"));
    assertThat(line.path("message").asText()).startsWith("epoch \"1\"\nof\t2");
    assertThat(line.path("run").asText()).isEqualTo("nightly-2026-01-31");
    assertThat(line.path("stage").asText()).isEqualTo("train");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("time").asText()).isEqualTo("1970-01-01T00:00:00.001Z");
    assertThat(line.path("exception").asText()).contains("IllegalStateException: a");
  }

  private static final String TELLTALE =
      "jdbc:x://me:hunter2@h/db?user=a&password=hunter2&x=1 spark.authenticate.secret: hunter2";

  @Test
  @DisplayName("F46 secrets are taken out of messages and stack traces")
  void secrets() throws Exception {
    JsonNode line = line(TELLTALE, new IllegalStateException("fs.s3a.secret.key=hunter2"));
    assertThat(line.toString()).doesNotContain("hunter2").contains("user=a", "x=1", "password=***");
  }

  @Test
  @DisplayName("F46 and out of what local mode writes, where a stack trace is written once")
  void secretsOfLocalMode() {
    Throwable thrown = new IllegalStateException("fs.s3a.secret.key=hunter2");
    assertThat(render("log4j2-local.properties", TELLTALE, thrown))
        .doesNotContain("hunter2")
        .contains("INFO  Trainer: jdbc:x://***@h/db?user=a&password=***&x=1")
        .containsOnlyOnce("IllegalStateException: fs.s3a.secret.key=***")
        .containsOnlyOnce("JsonLogsTest.secretsOfLocalMode");
  }

  @ParameterizedTest
  @MethodSource("io.seriescast.testing.Secrets#texts")
  @DisplayName("F46 whatever shape they have, in messages and traces, as SECURITY.md says")
  void everyShape(String text) {
    for (String layout : List.of("log4j2-json.properties", "log4j2-local.properties")) {
      assertThat(render(layout, text, new IllegalStateException(text)))
          .as(layout)
          .contains("***")
          .doesNotContain(Secrets.SECRET);
    }
  }

  @Test
  void anAzureContainerIsNoSecret() {
    assertThat(render("log4j2-local.properties", "abfss://box@me.dfs.example/x", null))
        .contains("abfss://box@me.dfs.example/x");
  }
}
