package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EffectiveConfigTest {
  @Test
  @DisplayName("F46 no secret reaches the manifest, nor its hash")
  void effectiveConfig() {
    EffectiveConfig one = config("hunter2");
    assertThat(one.values()).containsEntry("train.epochs", "10");
    assertThat(one.values().toString()).doesNotContain("hunter2");
    assertThat(new String(Json.bytes(one), StandardCharsets.UTF_8)).doesNotContain("hunter2");
    assertThat(config("hunter3").sha256()).isEqualTo(one.sha256());
    assertThat(one.sections("train").values()).containsOnlyKeys("train.epochs");
    assertThat(one.sections("source").values())
        .containsOnlyKeys("source.path", "source.options.password");
  }

  private static EffectiveConfig config(String secret) {
    return EffectiveConfig.of(
        ConfigFactory.parseString(
            """
            train { epochs = 10 }
            source { path = "s3a://me:%1$s@b/x", options { password = %1$s } }
            """
                .formatted(secret)));
  }
}
