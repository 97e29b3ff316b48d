package io.seriescast.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutoffsTest {
  @Test
  void aHorizonApartUnlessConfigured() {
    assertThat(Cutoffs.stride(0, 7)).isEqualTo(7);
    assertThat(Cutoffs.stride(3, 7)).isEqualTo(3);
  }
}
