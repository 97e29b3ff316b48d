package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one jar on a real cluster, a master and two workers that are processes of their own, made
 * from Maven's jars or the distribution that SPARK_HOME names. Each test is a run of {@code
 * submit/soak.sh}: one that is disturbed in mid-training and must publish the predictions of an
 * undisturbed one, which the first test runs and all others go by.
 *
 * <pre>mvn -B -Pcluster verify -Dit.test=ClusterIT</pre>
 */
@EnabledOnOs(OS.LINUX)
class ClusterIT {
  @TempDir static Path folder;

  private void soak(String fault, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = ChildProcess.script("submit/soak.sh", "1", fault);
    // A distribution may be named; nothing else of an environment of Spark's counts.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("SPARK_") && !name.equals("SPARK_HOME"));
    builder.environment().put("SOAK_DIR", folder.resolve("soak").toString());
    builder.environment().putAll(environment);
    Path log = folder.resolve(fault + environment.size() + ".log");
    Process process = builder.redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroy(); // its trap ends the cluster
    }
    String text = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains("1 survived, 0 failures");
  }

  @Test
  @DisplayName("F51 an executor killed in training: the same predictions are published")
  void executorKilled() throws Exception {
    soak("executor", Map.of());
  }

  @Test
  @DisplayName("F51 F73 a worker killed in training, with its executor and shuffle files: the same")
  void workerKilled() throws Exception {
    soak("worker", Map.of());
  }

  @Test
  @DisplayName("F52 executors killed again and again: a clear failure")
  void executorsKilledAgainAndAgain() throws Exception {
    soak("relentless", Map.of());
  }

  @Test
  @DisplayName("F53 the driver killed in training: the same command goes on from the checkpoint")
  void driverKilled() throws Exception {
    soak("driver", Map.of());
  }

  @Test
  @DisplayName("F67 an executor that stands still is given up and replaced")
  void executorHangs() throws Exception {
    soak("hang", Map.of());
  }

  @Test
  @DisplayName("F69 SIGTERM: the state is kept, exit 143, and the same command goes on")
  void terminated() throws Exception {
    soak("term", Map.of());
  }

  @Test
  @DisplayName("F51 with authentication and encryption between all processes")
  void authenticated() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    soak("executor", Map.of("SERIESCAST_SECRET_FILE", secret.toString()));
  }
}
