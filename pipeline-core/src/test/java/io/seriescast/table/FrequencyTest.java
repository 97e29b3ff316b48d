package io.seriescast.table;

import static org.assertj.core.api.Assertions.assertThat;

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
}
