package io.seriescast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.Secrets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @MethodSource("io.seriescast.testing.Secrets#names")
  @DisplayName("F46 names that mean a secret")
  void secretNames(String key) {
    assertThat(Redaction.isSecret(key)).isTrue();
    assertThat(Redaction.value(key, "hunter2")).isEqualTo(Redaction.HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.seed",
        "source.path",
        "quality.max-gap",
        "sassafras",
        "model.layers",
        "key"
      })
  void plainNames(String key) {
    assertThat(Redaction.isSecret(key)).isFalse();
    assertThat(Redaction.value(key, "7")).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://KEY:hunter2@bucket/x, s3a://*********(redacted)@bucket/x",
    "jdbc:pg://u:hunter2@h:1/db?ssl=true, jdbc:pg://*********(redacted)@h:1/db?ssl=true",
    "https://h/x?sig=hunter2&a=1, https://h/x?sig=*********(redacted)&a=1",
    "https://h/x?a=1&X-Amz-Signature=hunter2, https://h/x?a=1&X-Amz-Signature=*********(redacted)",
    "jdbc:x://h/db;password=hunter2;a=1, jdbc:x://h/db;password=*********(redacted);a=1",
    "hdfs://nn:8020/a@b/x, hdfs://nn:8020/a@b/x",
    "'[{\"password\":\"hunter2\",\"a\":1}]', '[{\"password\":\"*********(redacted)\",\"a\":1}]'",
    "a@b.example, a@b.example",
    "abfss://box@me.dfs.example/x, abfss://box@me.dfs.example/x",
    "abfss://me:hunter2@h/x, abfss://*********(redacted)@h/x",
    "/data/in?x=1, /data/in?x=1"
  })
  @DisplayName("F46 secrets inside addresses")
  void addresses(String text, String shown) {
    assertThat(Redaction.text(text)).isEqualTo(shown).doesNotContain("hunter2");
    assertThat(Redaction.hasCredentials(text)).isEqualTo(shown.contains(Redaction.HIDDEN + "@"));
  }

  @ParameterizedTest
  @MethodSource("io.seriescast.testing.Secrets#texts")
  @DisplayName("F46 secrets in any text")
  void texts(String text) {
    assertThat(Redaction.text(text)).contains(Redaction.HIDDEN).doesNotContain(Secrets.SECRET);
  }
}
