package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.Secrets;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets in the configuration, through the real command line: in nothing that a run leaves. */
class SecretsRunTest {
  private static final String SECRET = Secrets.SECRET;
  private static final String HIDDEN = "vault://*********(redacted)@store/";

  @TempDir Path folder;
  private final Configuration hadoop = TestSpark.session().sparkContext().hadoopConfiguration();

  @BeforeEach
  void vault() {
    hadoop.set("fs.vault.impl", VaultFileSystem.class.getName());
  }

  @AfterEach
  void noVault() {
    hadoop.unset("fs.vault.impl");
  }

  private static String secret(Path file) {
    return "vault://me:" + SECRET + "@store" + file;
  }

  @Test
  @DisplayName("F46 a run from an address with a password leaves it nowhere")
  void run() throws Exception {
    Path csv = SmallRuns.csv(folder.resolve("small.csv"));
    Files.writeString(csv, "s0,yesterday,1\n", StandardOpenOption.APPEND);
    PublishedRun run = new PublishedRun(folder.resolve("output"), "r1");
    try (CapturedLog log = new CapturedLog()) {
      told(run, csv, "run", "--dry-run");
      told(run, csv, "ingest");
      assertThat(leaks(run.output())).isEmpty();
      assertThat(files(run.output().resolve("work"))).isNotEmpty();
      told(run, csv, "run");
      assertThat(Cli.run("runs", "show", "r1", "--output", run.output().toString()).out())
          .doesNotContain(SECRET);

      assertThat(log.events())
          .filteredOn(event -> event.getLoggerName().startsWith("io.seriescast"))
          .isNotEmpty()
          .allSatisfy(
              event -> assertThat(event.getMessage().getFormattedMessage()).doesNotContain(SECRET));
      for (String written : List.of("log4j2-json.properties", "log4j2-local.properties")) {
        assertThat(log.as(written))
            .noneMatch(line -> line.contains(SECRET))
            .anyMatch(line -> line.contains("vault://***@store/")); // as Spark read the file
      }
    }
    assertThat(run.isVisible()).isTrue();
    assertThat(leaks(folder.resolve("output"))).isEmpty();
    assertThat(run.manifest().toString()).contains(HIDDEN);
    assertThat(run.rows("quarantine"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("source_file").toString()).startsWith(HIDDEN));
  }

  private static void told(PublishedRun run, Path csv, String command, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--run-id",
                run.runId(),
                "--set",
                "source.format=csv",
                "--set",
                "train.epochs=1",
                "--input",
                secret(csv)));
    args.addAll(List.of(more));
    Cli.Told told = Cli.run(SmallRuns.args(command, run.output(), args.toArray(String[]::new)));
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out() + told.err()).doesNotContain(SECRET);
  }

  /**
   * The files that hold the secret, in their name, their bytes or, where these are packed, rows.
   */
  private static List<Path> leaks(Path output) throws IOException {
    List<Path> leaks = new ArrayList<>();
    for (Path file : files(output)) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (file.toString().endsWith(".parquet")) {
        content += rows(file);
      }
      if ((file + content).contains(SECRET)) {
        leaks.add(file);
      }
    }
    return leaks;
  }

  private static String rows(Path parquet) throws IOException {
    StringBuilder rows = new StringBuilder();
    var path = new org.apache.hadoop.fs.Path(parquet.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.append(row);
      }
    }
    return rows.toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | does not exist on vault           | --input=vault://me:hunter2@store/none.csv
          2 | No FileSystem for scheme         | --input=safe://me:hunter2@store/a.csv
          3 | ds                               | --input=vault://me:hunter2@store{folder}/columns.csv
          3 | Unexpected end of input stream   | --input=vault://me:hunter2@store{folder}/torn.csv.gz
          2 | not a known key                  | --set=source.password=hunter2
          2 | train.epochs must be             | --set=train.epochs=vault://me:hunter2@store/
          2 | --set needs key=value            | --set=vault://me:hunter2@store
          2 | Unmatched argument               | password=hunter2
          2 | not a known key                  | --config={folder}/unknown.conf
          2 | not HOCON                        | --config={folder}/torn.conf
          2 | only once                        | --output=vault://me:hunter2@store/out
          3 | none.csv                         | --set=source.holidays.path=vault://me:hunter2@store/none.csv
          """)
  @DisplayName("F46 a failure that quotes a setting does not quote its secret, nor does its trace")
  void failure(int code, String message, String argument) throws Exception {
    Files.writeString(folder.resolve("columns.csv"), "unique_id,time,y\na,2025-01-01,1\n");
    Files.write(folder.resolve("torn.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    Files.writeString(folder.resolve("unknown.conf"), "source { password = hunter2 }");
    Files.writeString(folder.resolve("torn.conf"), "source { password = \"hunter2 }\n");
    Path output = folder.resolve("output");
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run", output, "--debug", argument.replace("{folder}", folder.toString())));
    assertThat(told.code()).as(told.err()).isEqualTo(code);
    assertThat(told.out() + told.err()).contains(message).doesNotContain(SECRET);
    if (code == 3) {
      assertThat(told.err()).as("--debug").contains("\tat io.seriescast.");
    }
    if (Files.exists(output)) {
      assertThat(leaks(output)).isEmpty();
    }
  }
}
