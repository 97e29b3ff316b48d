package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark refuses to write timestamps before 1900 unless it is told which calendar they follow. */
class OldDatesTest {
  @TempDir Path folder;

  @Test
  void seriesThatBeginLongAgoAreForecast() throws Exception {
    Path input = folder.resolve("old.csv");
    List<String> rows =
        IntStream.range(0, 80)
            .mapToObj(i -> "spots,%d-01-01,%d".formatted(1749 + i, 50 + i % 11))
            .toList();
    Files.writeString(input, "unique_id,ds,y\n" + String.join("\n", rows) + "\n");
    Path output = folder.resolve("output");
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "run",
                output,
                "--run-id",
                "old",
                "--input",
                input.toString(),
                "--set",
                "source.format=csv",
                "--set",
                "source.frequency=Y"));
    assertThat(told.code()).describedAs(told.err()).isZero();
    assertThat(new PublishedRun(output, "old").rows("series"))
        .hasSize(80)
        .extracting(row -> row.get("ds"))
        .contains(TimeUnit.DAYS.toMicros(LocalDate.of(1749, 1, 1).toEpochDay()));
  }
}
