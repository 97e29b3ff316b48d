package io.seriescast.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.table.Frequency;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyInferenceTest {
  private static long[] micros(String frequency, String start, ZoneId zone, int n) {
    Frequency step = Frequency.parse(frequency);
    return LongStream.range(0, n)
        .map(i -> Judgement.micros(step.plus(Instant.parse(start), i, zone)))
        .toArray();
  }

  private static String inferred(long[] micros, ZoneId zone) {
    return FrequencyInference.infer(micros, zone).map(Frequency::toString).orElse("none");
  }

  @DisplayName("F9, F10, F12 every frequency is found again, with gaps and across clock changes")
  @ParameterizedTest
  @CsvSource({
    "s, 2024-01-01T00:00:00Z, UTC",
    "10s, 2024-01-01T00:00:03Z, UTC",
    "min, 2024-03-30T00:00:00Z, Europe/Berlin",
    "15min, 2024-03-30T00:00:00Z, Europe/Berlin",
    "h, 2024-03-30T00:00:00Z, Europe/Berlin",
    "6h, 2024-01-01T00:00:00Z, UTC",
    "D, 2024-03-20T23:00:00Z, Europe/Berlin",
    "D, 2024-10-20T22:00:00Z, Europe/Berlin",
    "D, 1949-01-04T00:00:00Z, UTC",
    "B, 2024-03-19T23:00:00Z, Europe/Berlin",
    "B, 2024-01-03T00:00:00Z, UTC",
    "W, 2024-03-17T23:00:00Z, Europe/Berlin",
    "2W, 2024-01-01T00:00:00Z, UTC",
    "3D, 2024-01-01T00:00:00Z, UTC",
    "M, 2024-01-01T00:00:00Z, UTC",
    "M, 2023-11-30T00:00:00Z, UTC",
    "M, 2024-01-31T00:00:00Z, UTC",
    "M, 2024-01-15T00:00:00Z, UTC",
    "M, 2023-12-31T23:00:00Z, Europe/Berlin",
    "Q, 2024-03-31T00:00:00Z, UTC",
    "Q, 2024-01-01T00:00:00Z, UTC",
    "Y, 1949-12-31T00:00:00Z, UTC",
    "2Y, 1949-01-01T00:00:00Z, UTC"
  })
  void everyFrequencyIsFoundAgain(String frequency, String start, String zone) {
    ZoneId at = ZoneId.of(zone);
    long[] full = micros(frequency, start, at, 60);
    assertThat(inferred(full, at)).isEqualTo(frequency);
    Random random = new Random(7);
    long[] gaps = LongStream.of(full).filter(t -> random.nextInt(5) > 0).toArray();
    assertThat(inferred(gaps, at)).isEqualTo(frequency);
    Grid grid = GridFit.of(gaps, Frequency.parse(frequency), at);
    assertThat(GridFit.onGrid(grid, gaps)).isEqualTo(gaps.length);
    long first = grid.step(full[0]);
    for (int i = 0; i < full.length; i++) {
      assertThat(grid.at(first + i)).isEqualTo(full[i]);
      assertThat(grid.step(full[i])).isEqualTo(first + i);
      assertThat(grid.step(full[i] + 1_000_000L))
          .isEqualTo(frequency.equals("s") ? first + i + 1 : Grid.OFF);
    }
  }

  @Test
  void twoInstantsAreEnoughAndOneIsNot() {
    assertThat(inferred(micros("D", "2024-01-01T00:00:00Z", ZoneOffset.UTC, 2), ZoneOffset.UTC))
        .isEqualTo("D");
    assertThat(FrequencyInference.infer(new long[] {5}, ZoneOffset.UTC))
        .isEqualTo(Optional.empty());
    assertThat(FrequencyInference.infer(new long[] {5, 6}, ZoneOffset.UTC))
        .isEqualTo(Optional.empty());
  }

  @Test
  void daysThatFallOnWeekendsAreNoBusinessDays() {
    long[] days = micros("D", "2024-01-01T00:00:00Z", ZoneOffset.UTC, 30);
    assertThat(inferred(days, ZoneOffset.UTC)).isEqualTo("D");
    long[] week = micros("B", "2024-01-01T00:00:00Z", ZoneOffset.UTC, 5);
    assertThat(inferred(week, ZoneOffset.UTC)).isEqualTo("D");
  }

  @Test
  void anAnchorOffTheGridIsLeftBehind() {
    long[] hours = micros("h", "2024-01-01T00:00:00Z", ZoneOffset.UTC, 50);
    hours[0] -= 7_000_000;
    Grid grid = GridFit.of(hours, Frequency.parse("h"), ZoneOffset.UTC);
    assertThat(GridFit.onGrid(grid, hours)).isEqualTo(49);
    assertThat(grid.step(hours[0])).isEqualTo(Grid.OFF);
  }
}
