package io.seriescast.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {
  @ParameterizedTest
  @CsvSource({
    "s, 86400, 31449600",
    "7min, 0, 0",
    "10min, 144, 52416",
    "30min, 48, 17472",
    "h, 24, 8736",
    "5h, 0, 0",
    "D, 0, 364",
    "2D, 0, 0",
    "B, 0, 260",
    "W, 0, 52",
    "M, 0, 0",
    "Y, 0, 0"
  })
  void daysAndYearsOfWholeWeeksInSteps(String frequency, int day, int year) {
    assertThat(Frequency.parse(frequency).perDay()).isEqualTo(day);
    assertThat(Frequency.parse(frequency).year()).isEqualTo(year);
  }

  @ParameterizedTest
  @CsvSource({
    "M, 2023-02-28T00:00:00Z, true",
    "Q, 2023-04-30T00:00:00Z, true",
    "M, 2024-02-28T00:00:00Z, false",
    "D, 2023-02-28T00:00:00Z, false"
  })
  void monthsCountedFromAMonthsEndAreMonthEnds(String frequency, Instant start, boolean keeps) {
    assertThat(Frequency.parse(frequency).keepsMonthEnds(start, ZoneOffset.UTC)).isEqualTo(keeps);
    Instant next = Frequency.parse(frequency).plus(start, 12, ZoneOffset.UTC);
    LocalDate date = LocalDate.ofInstant(next, ZoneOffset.UTC);
    assertThat(!keeps || Frequency.isMonthEnd(date)).isTrue();
  }
}
