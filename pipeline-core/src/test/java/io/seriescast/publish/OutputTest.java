package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.config.FileSystems;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  @TempDir Path folder;
  private final Configuration conf = new Configuration();

  private Output create() {
    return Output.create(conf, folder.resolve("out").toString());
  }

  @Test
  void aRunIdTellsItsTime() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T16:55:12.9Z"), ZoneOffset.ofHours(5));
    assertThat(RunId.create(clock, new Random(1)).value()).matches("20261123T165512Z-[0-9a-f]{6}");
    assertThat(RunId.create(clock, new Random(1))).isEqualTo(RunId.create(clock, new Random(1)));
    assertThat(new RunId("manual__2026-01-01").value()).isEqualTo("manual__2026-01-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a b", "é", "_x", ".x", "-x", "a:b", "a\n"})
  @DisplayName("F20 what is not a plain name is no run id")
  void notARunId(String text) {
    assertThatThrownBy(() -> new RunId(text))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is not a run id");
    assertThatThrownBy(() -> new RunId("x".repeat(65))).isInstanceOf(PipelineException.class);
  }

  @Test
  @DisplayName("F70 the same clock and the same random numbers again: another run id")
  void clockJumpsBack() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T16:55:12Z"), ZoneOffset.UTC);
    Run first = create().newRun(clock, new Random(7));
    Run second = create().newRun(clock, new Random(7));
    assertThat(second.runId()).isNotEqualTo(first.runId());

    // Published and its work folder gone: the id is still taken.
    second.writeText("report/index.html", "");
    Publication.publish(null, "app", second, SampleRun.manifest(second), clock);
    assertThat(create().newRun(clock, new Random(7)).runId())
        .isNotIn(first.runId(), second.runId());
  }

  @Test
  @DisplayName("F62 many threads that want the same file: one gets it, whole")
  void exclusiveCreation() throws Exception {
    Output output = create();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int round = 0; round < 50; round++) {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(output.root(), "commits/x" + round);
      List<Callable<Boolean>> tries =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () -> output.createExclusively(file, new byte[] {(byte) i}))
              .toList();
      int winners = 0;
      for (var result : threads.invokeAll(tries)) {
        winners += result.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
      assertThat(Files.size(folder.resolve("out/commits/x" + round))).isEqualTo(1);
    }
    threads.shutdown();
  }

  @Test
  @DisplayName("F62 two processes publish different runs at once: each gets its commits, in turn")
  void twoProcesses() throws Exception {
    String uri = folder.resolve("out").toString();
    List<String> a = names("a", 10);
    List<String> b = names("b", 10);
    Process first = PublishingProcess.start(folder.resolve("a.log"), uri, a);
    Process second = PublishingProcess.start(folder.resolve("b.log"), uri, b);
    assertDone(first, "a.log", 0);
    assertDone(second, "b.log", 0);

    List<Commit> commits = Output.open(conf, uri).commits();
    assertThat(commits)
        .extracting(Commit::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(commits.stream().map(Commit::runId).collect(Collectors.toSet()))
        .containsAll(a)
        .containsAll(b);
    for (Commit commit : commits) {
      assertThat(Runs.verify(null, Output.open(conf, uri), commit.runId())).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "F62 two processes publish the same runs at once: one commit each, the other is told")
  void twoProcessesSameRuns() throws Exception {
    String uri = folder.resolve("out").toString();
    List<String> ids = names("r", 10);
    Process first = PublishingProcess.start(folder.resolve("a.log"), uri, ids);
    Process second = PublishingProcess.start(folder.resolve("b.log"), uri, ids);
    assertThat(first.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(180, TimeUnit.SECONDS)).isTrue();

    List<Commit> commits = Output.open(conf, uri).commits();
    assertThat(commits).extracting(Commit::runId).doesNotHaveDuplicates();
    assertThat(commits).extracting(Commit::runId).containsExactlyInAnyOrderElementsOf(ids);
    for (String log : List.of("a.log", "b.log")) {
      assertThat(Files.readAllLines(folder.resolve(log)))
          .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
          .startsWith("DONE");
    }
  }

  private void assertDone(Process process, String log, int refused) throws Exception {
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(folder.resolve(log))).contains("DONE refused=" + refused);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  @Test
  void aDamagedCommitIsToldWithItsPath() throws Exception {
    Output output = create();
    Path commits = Files.createDirectories(folder.resolve("out/commits"));
    Files.writeString(commits.resolve("notes.txt"), "not a commit");
    Files.writeString(commits.resolve("2.json"), "{\"number\":");
    assertThatThrownBy(output::commits).hasMessageContaining("2.json is damaged");
    Files.writeString(
        commits.resolve("2.json"),
        "{\"formatVersion\":1,\"number\":3,\"runId\":\"x\",\"series\":0}");
    assertThatThrownBy(output::commits).hasMessageContaining("number 3");
    Files.delete(commits.resolve("2.json"));
    assertThat(output.commits()).isEmpty();
  }

  @Test
  @DisplayName("F53 the run to resume is the one worked on last; published ones are done")
  void unfinished() {
    Output output = create();
    output.run("no-step-yet").writeText("report/index.html", "");
    for (String id : List.of("first", "third", "second", "published")) {
      Instant begun =
          Instant.EPOCH.plusSeconds(id.equals("third") ? 3 : id.equals("second") ? 2 : 1);
      output.run(id).writeText("report/index.html", "");
      output.run(id).record(new StepRecord("ingest", SampleRun.CONFIG, "in", Map.of(), 1, begun));
    }
    Run published = output.run("published");
    Publication.publish(null, "app", published, SampleRun.manifest(published), Clock.systemUTC());
    assertThat(output.unfinished())
        .extracting(r -> r.runId().value())
        .containsExactly("third", "second", "first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | expected a path
          a:b                  | A colon ends the scheme
          hdfs://no.invalid/x  | there is no host 'no.invalid'
          s3a://bucket/x       | no connector for such addresses
          typo://bucket/x      | no connector for such addresses
          out[2]               | cannot be told from a pattern
          """)
  @DisplayName("F42 mistakes in the output's address are the user's, and say what to do")
  void notAnOutput(String uri, String message) {
    assertThatThrownBy(() -> Output.create(conf, uri))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("publish.output")
        .hasMessageContaining(message);
  }

  @Test
  void anyPathIsToldByItsSetting() {
    assertThat(FileSystems.path("forecast.model", "output/runs/r1").getName()).isEqualTo("r1");
    assertThatThrownBy(() -> FileSystems.path("forecast.model", "runs:r1"))
        .hasMessageStartingWith("forecast.model 'runs:r1': expected a path");
  }

  @Test
  @DisplayName("F46 credentials in the output's address are refused, unshown")
  void credentials() {
    assertThatThrownBy(() -> Output.create(conf, "hdfs://me:hunter2@host:1/out"))
        .hasMessageContaining("holds credentials")
        .hasMessageNotContaining("hunter2");
  }
}
