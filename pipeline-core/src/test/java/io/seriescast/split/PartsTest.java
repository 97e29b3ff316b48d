package io.seriescast.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.config.Checks;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  @ParameterizedTest
  @CsvSource({
    "500, 0.2, 0.1, 1, 350, 400",
    "748, 1h, 1h, 48, 652, 700",
    "748, 48, 0, 24, 700, 700",
    "100, 0, 0, 7, 100, 100",
    "100, 2h, 10, 7, 76, 86",
    "25, 0.1, 0.1, 1, 21, 23",
    "15, 0.1, 0.1, 1, 11, 13"
  })
  void byHand(int n, String test, String validation, int horizon, int trainEnd, int validationEnd) {
    assertThat(parts(n, test, validation, horizon, false))
        .isEqualTo(new Parts(trainEnd, validationEnd));
  }

  @ParameterizedTest
  @CsvSource({"40, 48, 0", "40, 0, 48", "40, 20, 20", "1, 0.5, 1", "0, 0.2, 0.2"})
  @DisplayName("F13, F42 a series with nothing left for training is all train")
  void allTrain(int n, String test, String validation) {
    assertThat(parts(n, test, validation, 1, false)).isEqualTo(new Parts(n, n));
  }

  @Test
  void orderLaw() {
    for (int n = 0; n < 60; n++) {
      for (String part : new String[] {"0", "0.1", "0.5", "7", "1h", "3h"}) {
        for (int horizon = 1; horizon < 30; horizon += 4) {
          Parts parts = parts(n, part, "0.2", horizon, false);
          assertThat(parts.trainEnd()).isBetween(Math.min(n, 1), parts.validationEnd());
          assertThat(parts.validationEnd()).isLessThanOrEqualTo(n);
        }
      }
    }
    assertThat(parts(50, "0.2", "0.2", 1, true)).isEqualTo(new Parts(50, 50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "-1", "1.5", "h", "", "0.2h", "20%", "1e3"})
  void whatIsNoPartIsRefused(String text) {
    assertThatThrownBy(() -> new SplitSettings(text, "0.1"))
        .isInstanceOf(Checks.InvalidSettings.class)
        .hasMessageContaining("must be a share < 1 (0.2), a number of steps (48)");
  }

  private static Parts parts(int n, String test, String validation, int horizon, boolean isShort) {
    return Parts.of(n, Part.parse(test), Part.parse(validation), horizon, isShort);
  }
}
