package io.seriescast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolidaysTest {
  @TempDir Path folder;

  private Holidays read(Path table, String... sets) {
    Stream<String> own =
        Stream.of(
            "source.format=csv",
            "source.path=x",
            "source.columns.unique-id=[shop,item]",
            "source.holidays.path=" + table);
    String[] all = Stream.concat(own, Stream.of(sets)).toArray(String[]::new);
    return Holidays.read(TestSpark.session(), Configured.with(all).source());
  }

  @Test
  void daysOfOneSeriesAndOfAll() throws IOException {
    Path days =
        new SmallInputs(folder).text("d.csv", "ds,shop,item", "2024-12-24,a,x", "2024-12-25,,");
    Holidays holidays = read(days);
    LocalDate eve = LocalDate.of(2024, 12, 24);
    assertThat(holidays.contains("a|x", eve)).isTrue();
    assertThat(holidays.contains("b|x", eve)).isFalse();
    assertThat(holidays.contains("b|x", eve.plusDays(1))).isTrue();
  }

  @Test
  void aPartOfTheKeyIsNotTakenForAllSeries() throws IOException {
    Path days = new SmallInputs(folder).text("d.csv", "ds,shop", "2024-12-24,a");
    assertThatThrownBy(() -> read(days))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has a part of the key (source.columns.unique-id = [shop, item])")
        .hasMessageContaining("lacks item");
  }

  @Test
  void aDayInAnotherFormIsToldWithTheExpectedOne() throws IOException {
    Path days = new SmallInputs(folder).text("d.csv", "ds", "2024-12-25");
    assertThatThrownBy(() -> read(days, "source.timestamp-format=dd.MM.yyyy HH:mm"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("ds is '2024-12-25', expected")
        .hasMessageContaining("dd.MM.yyyy HH:mm");
  }
}
