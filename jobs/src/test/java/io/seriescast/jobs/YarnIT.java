package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one jar on YARN, with the settings of its profile, through the {@code spark-submit} of a real
 * distribution; input, output and Spark's staging folder on HDFS. Spark's YARN client is not among
 * our dependencies, so the distribution must be named:
 *
 * <pre>SPARK_HOME=… mvn -B -Pcluster verify -Dit.test=YarnIT</pre>
 */
@EnabledOnOs(OS.LINUX)
@EnabledIfEnvironmentVariable(named = "SPARK_HOME", matches = ".+")
class YarnIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TempDir static Path folder;
  private static MiniHadoop hadoop;

  @BeforeAll
  static void start() throws Exception {
    hadoop = new MiniHadoop(folder.resolve("hdfs"));
    hadoop.startYarn(folder.resolve("conf"));
    hadoop.put(SmallRuns.csv(folder.resolve("small.csv")), "/in/small.csv");
  }

  @AfterAll
  static void stop() {
    hadoop.close();
  }

  /** A submitted run: the process of the submission and what it says. */
  private record Submission(Process process, Path log) {
    String text() throws IOException {
      return Files.readString(log, StandardCharsets.UTF_8);
    }

    int await() throws InterruptedException {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }
  }

  private static Submission submit(String mode, String runId) throws IOException {
    String quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    List<String> command = new ArrayList<>(List.of("bash", ROOT + "/submit/submit.sh"));
    command.addAll(List.of("--profile", "yarn"));
    command.addAll(List.of("--jar", "local://" + ROOT + "/jobs/target/seriescast.jar"));
    for (String conf :
        List.of(
            "spark.submit.deployMode=" + mode,
            "spark.yarn.jars=local:" + System.getenv("SPARK_HOME") + "/jars/*",
            "spark.yarn.appMasterEnv.JAVA_TOOL_OPTIONS=" + quick,
            "spark.executorEnv.JAVA_TOOL_OPTIONS=" + quick,
            "spark.sql.shuffle.partitions=2",
            "spark.sql.codegen.wholeStage=false")) {
      command.addAll(List.of("--conf", conf));
    }
    String[] more = {"--run-id", runId, "--input", hadoop.uri("/in/small.csv")};
    command.addAll(List.of(SmallRuns.args("run", hadoop.uri("/out"), more)));
    command.addAll(List.of("--set", "train.epochs=60"));
    Path log = folder.resolve(runId + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HADOOP_CONF_DIR", folder.resolve("conf").toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_TOOL_OPTIONS", quick);
    return new Submission(builder.start(), log);
  }

  /** The processes of containers, which are children's children of this one. */
  private static List<ProcessHandle> containers(String mainClass) {
    Predicate<ProcessHandle> isJava =
        process -> process.info().command().orElse("").endsWith("/java");
    return ProcessHandle.current()
        .descendants()
        .filter(isJava.and(p -> p.info().commandLine().orElse("").contains(mainClass)))
        .toList();
  }

  private static void awaitCheckpoint(Submission submission, String runId) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!hadoop.exists("/out/work/" + runId + "/checkpoints/*/*/artifact.json")) {
      assertThat(submission.process().isAlive()).as(submission.text()).isTrue();
      assertThat(Instant.now()).as(submission.text()).isBefore(end);
      Thread.sleep(50);
    }
  }

  private static PublishedRun published(String runId) throws IOException {
    Path copy = folder.resolve("copy-of-" + runId);
    hadoop.get("/out", copy);
    PublishedRun run = new PublishedRun(copy, runId);
    assertThat(run.commits()).filteredOn(c -> c.get("runId").asText().equals(runId)).hasSize(1);
    return run;
  }

  /** What the containers of YARN's second attempts said. */
  private static String secondAttempts() throws IOException {
    StringBuilder told = new StringBuilder();
    Files.walkFileTree(
        Path.of("target/test/data/mini-yarn"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().matches(".*_02_000001/std(out|err)")) {
              told.append(Files.readString(file));
            }
            return FileVisitResult.CONTINUE;
          }

          /** YARN clears up meanwhile. */
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return told.toString();
  }

  @Test
  @DisplayName(
      "F72 client mode; cluster mode whose driver is killed: the second attempt goes on,"
          + " and both publish once and the same")
  void clientAndClusterMode() throws Exception {
    Submission client = submit("client", "client");
    assertThat(client.await()).as(client.text()).isZero();

    Submission cluster = submit("cluster", "cluster");
    awaitCheckpoint(cluster, "cluster");
    List<ProcessHandle> drivers = containers("yarn.ApplicationMaster");
    assertThat(drivers).hasSize(1);
    drivers.get(0).destroyForcibly();
    assertThat(cluster.await()).as(cluster.text()).isZero();
    assertThat(secondAttempts()).contains("going on after epoch");
    assertThat(published("cluster").sorted("predictions"))
        .isNotEmpty()
        .isEqualTo(published("client").sorted("predictions"));
  }

  @Test
  @DisplayName("F58 containers killed again and again (137): the setting to raise is told, exit 4")
  void containersKilled() throws Exception {
    Submission run = submit("client", "killed");
    awaitCheckpoint(run, "killed");
    while (run.process().isAlive()) {
      containers("ExecutorBackend").forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(500);
    }
    assertThat(run.await()).as(run.text()).isEqualTo(4);
    assertThat(run.text()).contains("137", "Raise spark.executor.memoryOverhead");
    assertThat(hadoop.exists("/out/runs/killed/manifest.json")).isFalse();
  }
}
