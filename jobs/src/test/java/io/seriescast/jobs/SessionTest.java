package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  @DisplayName("local mode listens on this machine alone and has no UI, as SECURITY.md says")
  void localModeIsForThisMachine() {
    SparkConf conf = new SparkConf(false);
    Session.embed(conf);
    assertThat(conf.get("spark.master")).startsWith("local");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(conf.getBoolean("spark.ui.enabled", true)).isFalse();
  }
}
