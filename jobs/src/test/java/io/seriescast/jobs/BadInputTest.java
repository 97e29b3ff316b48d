package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users do wrong: an exit code of its own, one message that helps, nothing for readers. */
class BadInputTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train.epoch=3            | train.epoch is not a known key; did you mean 'epochs'?
          window.horizon=0         | window.horizon must be ≥ 1, got 0
          window.horizon=-1        | window.horizon must be ≥ 1, got -1
          train.epochs             | --set needs key=value, got 'train.epochs'
          forecast.baselines=[arma]| forecast.baselines must be one of naive, mean, drift, seasonal-naive
          evaluate.metrics=[mse2]  | evaluate.metrics must be one of mae, rmse
          scale.kind=minmax        | scale.kind must be one of min-max, standard, robust
          model.cells=[grru]       | model.cells must be one of rnn,
          model.highway=9          | model.highway must be at most
          window.naive-lags=[0]    | window.naive-lags must be ≥ 1
          window.output=3          | window.output must be 0 or divide window.horizon (2), got 3
          window.max-per-series=-1 | window.max-per-series must be ≥ 0, got -1
          window.differences=[0]   | window.differences must be ≥ 1
          model.quantiles=[0.1,0.9]| model.quantiles must have 0.5 among them
          model.quantiles=[0.5,0.1]| model.quantiles must ascend
          model.quantiles=[0.5,1]  | model.quantiles must lie between 0 and 1
          model.quantiles=[half]   | model.quantiles must be a number, got "half"
          forecast.interval-method=quantile | an interval of 80 % needs the quantile 0.1 of the networks, which forecast none
          """)
  @DisplayName("F40, F41, F42, F43 a wrong setting is refused before anything is done")
  void wrongSettings(String set, String message) {
    Path output = folder.resolve("output");
    Cli.Told told = Cli.run(SmallRuns.args("run", output, "--set", set));
    assertRefused(told, 2, message);
    assertThat(Files.exists(output)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source.columns.historic=[visitors],source.path=visitors.csv | a network that goes on from its own forecasts has no values of
          forecast.interval-method=quantile,model.loss=quantile | Use conformal-quantile, or window.output = 0
          window.differences=[1],window.naive-lags=[1] | window.differences must be empty beside window.naive-lags
          """)
  void settingsThatMakeNoSenseTogetherAreRefused(String sets, String message) {
    List<String> more = new ArrayList<>(List.of("--set", "window.output=1"));
    for (String set : sets.split(",")) {
      more.addAll(List.of("--set", set));
    }
    Path output = folder.resolve("output");
    Cli.Told told = Cli.run(SmallRuns.args("run", output, more.toArray(String[]::new)));
    assertRefused(told, 2, message);
    assertThat(Files.exists(output)).isFalse();
  }

  @Test
  void aGateWithoutItsReferenceIsRefused() {
    Path output = folder.resolve("output");
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run",
                output,
                "--set",
                "forecast.baselines=[theta]",
                "--set",
                "evaluate.gate.enabled=true"));
    assertRefused(told, 2, "evaluate.gate.reference: 'seasonal-naive' is none of the models");
    assertThat(Files.exists(output)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forcast                   | Unmatched argument at index 0: 'forcast'
          run --epochs              | Unknown option: '--epochs'
          run --run-id              | Missing required parameter for option '--run-id'
          run --run-id ../x         | '../x' is not a run id
          run --as-of yesterday     | source.as-of must be an instant such as 2026-01-31T00:00:00Z
          run --config none.conf    | --config none.conf: no such file
          runs                      | what about the runs: list, show, verify or clean?
          runs list --output /none  | is not an output of seriescast
          """)
  void wrongCommandLines(String line, String message) {
    Cli.Told told = Cli.run(line.split(" "));
    assertRefused(told, line.startsWith("runs list") ? 3 : 2, message);
  }

  @Test
  void nothingAtAllIsAnsweredWithHelpOnHowToAsk() {
    Cli.Told told = Cli.run();
    assertRefused(told, 2, "a COMMAND is missing");
    assertThat(told.err()).contains("Try 'seriescast --help'");
  }

  @Test
  @DisplayName("F34 a missing path is named before any training")
  void missingFile() {
    assertRefused(
        onInput(folder.resolve("none.csv")),
        3,
        "source.path: ",
        "none.csv' does not exist on file:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales:2024.csv", "s3a://bucket/x.csv", "hdfs://no.invalid/x.csv", ""})
  @DisplayName("F42 mistakes in the input's address are the user's")
  void noSuchAddress(String path) {
    Cli.Told told =
        Cli.run("ingest", "--input=" + path, "--output", folder.resolve("o").toString());
    assertRefused(told, 2, "source.path '" + path + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"days:2024.csv", "hdfs://no.invalid/h.csv", "s3a://bucket/h.csv", "none.csv"})
  @DisplayName("F42 so are those in the address of the holidays")
  void noSuchHolidays(String path) throws IOException {
    Cli.Told told =
        Cli.run(
            "ingest",
            "--input=" + SmallRuns.csv(folder.resolve("in.csv")),
            "--output=" + folder.resolve("o"),
            "--set=source.holidays.path=" + path);
    assertRefused(told, path.equals("none.csv") ? 3 : 2, "source.holidays.path", path);
  }

  @Test
  @DisplayName("F36 a truncated file that is hardly begun, of series or of holidays, is named")
  void truncated() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Random random = new Random(1);
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("unique_id,ds,y,note\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 900; i++) { // fewer than are looked at to tell the unit of ds
        String note = new BigInteger(1000, random).toString();
        out.write("a,%d,1,%s%n".formatted(i * 3600, note).getBytes(StandardCharsets.UTF_8));
      }
    }
    Path half = folder.resolve("half.csv.gz");
    Files.write(half, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    assertRefused(
        Cli.run(
            "ingest",
            "--input=" + half,
            "--output=" + folder.resolve("o"),
            "--set=source.timestamp-format=epoch-seconds"),
        3,
        "source.path",
        "half.csv.gz cannot be read: it is truncated or corrupt");
    assertRefused(
        Cli.run(
            "ingest",
            "--input=" + SmallRuns.csv(folder.resolve("in.csv")),
            "--output=" + folder.resolve("p"),
            "--set=source.holidays.path=" + half),
        3,
        "source.holidays.path",
        "half.csv.gz cannot be read: it is truncated or corrupt");
  }

  @Test
  void aNameThatIsTakenForATable() {
    assertRefused(
        Cli.run("ingest", "--input=sales.tsv", "--output=" + folder.resolve("o")),
        3,
        "source.path: table 'sales.tsv' cannot be read",
        "set the format beside it");
  }

  @Test
  @DisplayName("F30 missing columns are named, beside the ones that are there")
  void missingColumn() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "unique_id,time,y\na,2025-01-01,1\n");
    assertRefused(onInput(csv), 3, "'ds'", "unique_id, time, y");
  }

  @Test
  @DisplayName("F33 an empty table is an error, not an empty forecast")
  void emptyTable() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "unique_id,ds,y\n");
    assertRefused(onInput(csv), 3, "NO_DATA");
  }

  @Test
  @DisplayName("F42 a window longer than every series is told with the longest there is")
  void windowTooLong() {
    Path output = folder.resolve("output");
    Cli.Told told = Cli.run(SmallRuns.args("run", output, "--set", "window.context=500"));
    assertRefused(
        told,
        3,
        "no series gives a window to train on",
        "the longest has 80 values",
        "window.context 500");
    assertThat(new PublishedRun(output, "any").commits()).isEmpty();
  }

  @Test
  @DisplayName("F42 so is a test part that leaves the recipe nothing to look at")
  void nothingBeforeTheTestPart() {
    Path output = folder.resolve("output");
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run",
                output,
                "--set=model.recipe=auto",
                "--set=source.generate.points=10",
                "--set=window.horizon=14"));
    assertRefused(told, 3, "no series gives a window to train on", "window.horizon");
  }

  @Test
  @DisplayName("F64 an output that cannot be written is told before any work")
  void outputBelowAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Cli.Told told = Cli.run(SmallRuns.args("run", file.resolve("output")));
    assertRefused(told, 3, file.toString());
    assertThat(told.err()).doesNotContain("generate");
  }

  @Test
  @DisplayName("F64 a spark.local.dir that cannot be written is told before any work")
  void localDirBelowAFile() throws IOException {
    Path output = folder.resolve("output");
    Path file = Files.writeString(folder.resolve("file"), "");
    TestSpark.session(); // it would end this process, were it started with that
    System.setProperty("spark.local.dir", file + "/local");
    try {
      for (String[] command :
          List.of(SmallRuns.args("run", output), new String[] {"bench", "prepare"})) {
        assertRefused(Cli.run(command), 2, "spark.local.dir", file.toString());
      }
    } finally {
      System.clearProperty("spark.local.dir");
    }
    assertThat(Files.exists(output)).isFalse();
  }

  @Test
  @DisplayName("F61 an output with foreign files is refused, and nothing is added to it")
  void foreignFiles() throws IOException {
    Path output = Files.createDirectory(folder.resolve("output"));
    Files.writeString(output.resolve("thesis.tex"), "");
    Cli.Told told = Cli.run(SmallRuns.args("run", output));
    assertRefused(told, 6, "thesis.tex", "--output");
    try (var files = Files.list(output)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anotherJavaIsRefusedWithTheOneToTake() {
    for (int feature : List.of(8, 11, 24)) {
      assertThatThrownBy(() -> JavaVersion.require(feature, "/opt/jdk"))
          .isInstanceOfSatisfying(
              PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .hasMessageContaining("Java 17 to 21 is needed")
          .hasMessageContaining("found %d in /opt/jdk".formatted(feature));
    }
    JavaVersion.require(17, "/opt/jdk");
  }

  private Cli.Told onInput(Path input) {
    Path output = folder.resolve("output");
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run", output, "--set", "source.format=csv", "--input", input.toString()));
    assertThat(new PublishedRun(output, "any").commits()).isEmpty();
    return told;
  }

  private static void assertRefused(Cli.Told told, int code, String... said) {
    assertThat(told.code()).describedAs(told.err()).isEqualTo(code);
    assertThat(told.messages()).describedAs(told.err()).hasSize(1);
    assertThat(told.err()).contains(said).doesNotContain("\tat ");
  }
}
