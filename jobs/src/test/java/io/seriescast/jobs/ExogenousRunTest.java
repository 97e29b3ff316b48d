package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sales that promotions raise in the north and lower in the south, and that holidays lower: from
 * the past alone there is nothing to see, with what is known ahead nearly everything.
 */
class ExogenousRunTest {
  private static final int DAYS = 120;
  private static final int HORIZON = 3;
  private static final LocalDate START = LocalDate.parse("2024-01-01");

  @TempDir Path folder;
  private Path output;
  private Path holidays;

  @BeforeEach
  void holidays() throws IOException {
    output = folder.resolve("output");
    StringBuilder csv = new StringBuilder("ds\n");
    for (int day = 0; day < DAYS + HORIZON; day++) {
      csv.append(holiday(day) ? START.plusDays(day) + "\n" : "");
    }
    holidays = Files.writeString(folder.resolve("holidays.csv"), csv);
  }

  @Test
  void whatIsKnownAheadIsUsedAndKeptWithTheModel() throws Exception {
    Path input = input("sales.csv", HORIZON, "north", "south", "north", "south");
    Cli.Told with = run(input, "with", inputs());
    assertThat(with.code()).describedAs(with.err()).isZero();
    Cli.Told without = run(input, "without");
    assertThat(without.code()).describedAs(without.err()).isZero();
    assertThat(error("with")).isLessThan(0.5 * error("without"));

    Path unseen = input("unseen.csv", HORIZON, "south", "west");
    Cli.Told tonight = run(unseen, "tonight", inputs("--model", run("with")));
    assertThat(tonight.code()).describedAs(tonight.err()).isZero();
    List<Map<String, Object>> future =
        new PublishedRun(output, "tonight")
            .rows("predictions").stream()
                .filter(row -> row.get("model").equals("gru") && row.get("y") == null)
                .toList();
    assertThat(future).hasSize(2 * HORIZON);
    assertThat(future)
        .filteredOn(row -> row.get("unique_id").equals("s0"))
        .allSatisfy(
            row -> {
              int day = DAYS + (int) row.get("horizon_step") - 1;
              assertThat((double) row.get("y_hat"))
                  .isCloseTo(
                      sales("south", promotion(0, day), holiday(day)),
                      org.assertj.core.api.Assertions.within(15.0));
            });

    Cli.Told otherwise =
        run(input, "otherwise", "--model", run("with"), "--set", "window.calendar=[day-of-week]");
    assertThat(otherwise.code()).isEqualTo(4);
    assertThat(otherwise.err())
        .contains("was trained with the inputs static [region], historic [visitors], future")
        .contains("Set source.columns");
  }

  @Test
  void aForecastWithoutWhatIsKnownAheadIsRefusedBeforeTraining() throws Exception {
    Path input = input("short.csv", HORIZON - 1, "north", "south");
    Cli.Told told = run(input, "short", inputs());
    assertThat(told.code()).isEqualTo(3);
    assertThat(told.err())
        .contains("needs promotion for the 3 steps after the end of every series")
        .contains("2 series have fewer: s0 (2), s1 (2)")
        .contains("or set forecast.future = false")
        .doesNotContain("epoch");
    Cli.Told past = run(input, "past", inputs("--set", "forecast.future=false"));
    assertThat(past.code()).describedAs(past.err()).isZero();
  }

  private Cli.Told run(Path input, String runId, String... more) {
    List<String> args =
        new ArrayList<>(List.of("run", "--output", output.toString(), "--input", input.toString()));
    args.addAll(List.of("--run-id", runId));
    for (String set :
        List.of(
            "source.format=csv",
            "source.frequency=D",
            "window.context=8",
            "window.horizon=" + HORIZON,
            "model.cells=[gru]",
            "model.hidden=16",
            "train.epochs=30",
            "train.batch-size=8",
            "evaluate.gate.enabled=false",
            "report.series=2")) {
      args.addAll(List.of("--set", set));
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private String[] inputs(String... more) {
    List<String> args = new ArrayList<>(List.of(more));
    for (String set :
        List.of(
            "source.columns.static=[region]",
            "source.columns.historic=[visitors]",
            "source.columns.future=[promotion]",
            "source.holidays.path=" + holidays,
            "window.calendar=[day-of-week]")) {
      args.addAll(List.of("--set", set));
    }
    return args.toArray(String[]::new);
  }

  private String run(String runId) {
    return output.resolve("runs").resolve(runId).toString();
  }

  private double error(String runId) {
    return new PublishedRun(output, runId)
        .rows("metrics").stream()
            .filter(
                row ->
                    row.get("scope").equals("overall")
                        && row.get("model").equals("gru")
                        && row.get("metric").equals("mae"))
            .mapToDouble(row -> (double) row.get("value"))
            .findFirst()
            .orElseThrow();
  }

  /** One series per region, with {@code ahead} days of promotions after the last sales. */
  private Path input(String name, int ahead, String... regions) throws IOException {
    StringBuilder csv = new StringBuilder("unique_id,ds,y,region,visitors,promotion\n");
    Random noise = new Random(1);
    for (int s = 0; s < regions.length; s++) {
      for (int day = 0; day < DAYS + ahead; day++) {
        boolean known = day < DAYS;
        double y = sales(regions[s], promotion(s, day), holiday(day)) + noise.nextGaussian();
        Object[] row = {
          "s" + s,
          START.plusDays(day),
          known ? y : "",
          regions[s],
          known ? noise.nextInt(100) : "",
          promotion(s, day)
        };
        csv.append(String.join(",", Arrays.stream(row).map(String::valueOf).toList())).append('\n');
      }
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  private static double sales(String region, int promotion, boolean holiday) {
    return 100 + (region.equals("north") ? 30 : -30) * promotion - (holiday ? 40 : 0);
  }

  private static int promotion(int series, int day) {
    return draw(series, day, 2);
  }

  private static boolean holiday(int day) {
    return draw(-1, day, 7) == 0;
  }

  private static int draw(int seed, int day, int bound) {
    return new Random(seed).ints(0, bound).skip(day).findFirst().orElseThrow();
  }
}
