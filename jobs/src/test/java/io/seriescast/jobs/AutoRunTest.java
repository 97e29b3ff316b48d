package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code conf/auto.conf} through the command line. */
class AutoRunTest {
  private static final int HORIZON = 6;

  @TempDir Path folder;

  /** Months with a year in them; epochs and size are said, so that it is quick. */
  private Cli.Told run(String command, String id, String... more) throws Exception {
    Path input = folder.resolve("months.csv");
    StringBuilder csv = new StringBuilder("unique_id,ds,y\n");
    Random random = new Random(1);
    for (String series : new String[] {"a", "b"}) {
      for (int t = 0; t < 72; t++) {
        csv.append(series).append(',').append(LocalDate.of(2018, 1, 1).plusMonths(t)).append(',');
        csv.append(100 + 20 * Math.sin(t * Math.PI / 6) + random.nextGaussian()).append('\n');
      }
    }
    Files.writeString(input, csv);
    String[] args = {
      command,
      "--config",
      "../conf/auto.conf",
      "--input",
      input.toString(),
      "--run-id",
      id,
      "--output",
      folder.resolve("out").toString(),
      "--set",
      "window.horizon=" + HORIZON,
      "--set",
      "model.hidden=4",
      "--set",
      "train.epochs=2",
      "--set",
      "model.cells=[gru]"
    };
    return Cli.run(Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void theRecipeChoosesWhatIsNotSaid() throws Exception {
    assertThat(run("run", "auto").code()).isZero();
    PublishedRun run = new PublishedRun(folder.resolve("out"), "auto");
    JsonNode plan =
        StreamSupport.stream(run.manifest().get("steps").spliterator(), false)
            .filter(step -> step.get("step").asText().equals("prepare"))
            .findFirst()
            .orElseThrow()
            .get("facts")
            .get("plan");
    assertThat(plan.get("window.patch").asText()).isEqualTo("12");
    assertThat(plan.get("forecast.blend").asText()).isEqualTo("true");
    assertThat(plan.has("model.hidden")).isFalse();
    assertThat(run.rows("predictions"))
        .filteredOn(row -> row.get("model").equals("blend") && row.get("y") == null)
        .hasSize(2 * HORIZON);
    assertThat(run.rows("losses")).extracting(row -> row.get("model")).contains("gru.validation");
  }

  @Test
  void whatIsSaidStaysEvenIfItIsTheDefault() throws Exception {
    String[] said = {"--set", "forecast.blend=false", "--set", "train.refit=false"};
    assertThat(run("ingest", "said", said).code()).isZero();
    assertThat(run("prepare", "said", said).code()).isZero();
    JsonNode prepared =
        new ObjectMapper()
            .readTree(folder.resolve("out/work/said/steps/prepare.json").toFile())
            .get("facts")
            .get("plan");
    assertThat(prepared.has("window.patch")).isTrue();
    assertThat(prepared.has("forecast.blend")).isFalse();
    assertThat(prepared.has("train.refit")).isFalse();
  }
}
