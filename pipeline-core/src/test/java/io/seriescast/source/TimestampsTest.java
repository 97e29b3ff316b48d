package io.seriescast.source;

import static io.seriescast.source.SmallInputs.ds;
import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts, numbers and types as instants. */
class TimestampsTest {
  @TempDir Path folder;
  private SmallInputs inputs;

  @BeforeEach
  void inputs() {
    inputs = new SmallInputs(folder);
  }

  @Test
  @DisplayName(
      "F4, F7, F8 offsets are instants, the others are in the declared zone, the rest is told")
  void isoTexts() throws IOException {
    Path file =
        inputs.text(
            "t.csv",
            "unique_id,ds,y",
            "a,2024-01-01T12:00:00Z,1",
            "b,2024-01-01T12:00:00+02:00,1",
            "c,2024-01-01 12:00:00.5,1",
            "d,2024-01-01,1",
            "e,2024-13-01,1",
            "f,12:30,1",
            "g,,1",
            "h,yesterday,1",
            "i,2024-07-01T12:00:00-0330,1");
    List<Row> utc = inputs.rows("csv", file);
    List<Row> berlin = inputs.rows("csv", file, "source.time-zone=Europe/Berlin");
    String[] expected = {
      "2024-01-01T12:00:00Z",
      "2024-01-01T10:00:00Z",
      "2024-01-01T12:00:00.500Z",
      "2024-01-01T00:00:00Z",
      null,
      null,
      null,
      null,
      "2024-07-01T15:30:00Z"
    };
    for (int i = 0; i < expected.length; i++) {
      Instant instant = expected[i] == null ? null : Instant.parse(expected[i]);
      assertThat(ds(utc.get(i))).as("row %s", utc.get(i)).isEqualTo(instant);
      boolean local = i == 2 || i == 3;
      assertThat(ds(berlin.get(i))).isEqualTo(local ? instant.minusSeconds(3600) : instant);
    }
    assertThat(utc.get(7).getString(3)).isEqualTo("yesterday");
  }

  @Test
  @DisplayName("F9, F10 skipped local times are refused, repeated ones are the earlier and told")
  void clockChanges() throws IOException {
    Path file =
        inputs.text(
            "dst.csv",
            "unique_id,ds,y",
            "a,2024-03-31T01:30:00,1",
            "b,2024-03-31T02:30:00,1",
            "c,2024-03-31T03:30:00,1",
            "d,2024-10-27T02:30:00,1",
            "e,2024-10-27T02:30:00+01:00,1");
    List<Row> rows = inputs.rows("csv", file, "source.time-zone=Europe/Berlin");
    assertThat(rows.stream().map(SmallInputs::ds).map(String::valueOf))
        .containsExactly(
            "2024-03-31T00:30:00Z",
            "null",
            "2024-03-31T01:30:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T01:30:00Z");
    assertThat(rows.stream().map(r -> r.getInt(7)))
        .containsExactly(0, Raw.NONEXISTENT_TIME, 0, Raw.AMBIGUOUS_TIME, 0);
  }

  @Test
  @DisplayName("F26 the unit of numbers is inferred and told, another magnitude is refused")
  void epochs() throws IOException {
    Path seconds =
        inputs.text(
            "s.csv", "unique_id,ds,y", "a,1704067200,1", "b,1704070800,1", "c,1704067200000,1");
    List<Row> rows = inputs.rows("csv", seconds);
    assertThat(ds(rows.get(0))).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(rows.get(2).getInt(7)).isEqualTo(Raw.WRONG_EPOCH_UNIT);
    List<String> verdicts = new ArrayList<>();
    Reader.read(
        TestSpark.session(),
        Configured.with("source.format=csv", "source.path=" + seconds).source(),
        verdicts::add);
    assertThat(verdicts)
        .containsExactly(
            "timestamps are epoch-seconds (inferred from 3 numbers around 1704070800; source.timestamp-format declares it)");
    assertThat(inputs.rows("csv", seconds, "source.timestamp-format=epoch-millis"))
        .extracting(r -> r.getInt(7))
        .containsExactly(Raw.WRONG_EPOCH_UNIT, Raw.WRONG_EPOCH_UNIT, 0);
    Path typed = inputs.sql("e", "parquet", "select 'a' unique_id, 1704067200123456789L ds, 1 y");
    assertThat(ds(inputs.rows("parquet", typed).get(0))).isEqualTo("2024-01-01T00:00:00.123456Z");
    Path old = inputs.sql("o", "parquet", "select 'a' unique_id, -86400.5D ds, 1 y");
    assertThat(ds(inputs.rows("parquet", old).get(0))).isEqualTo("1969-12-30T23:59:59.500Z");
  }

  @Test
  @DisplayName("F8 patterns, dates and local types are read in the declared zone")
  void patternsAndTypes() throws IOException {
    Path german =
        inputs.text(
            "g.csv",
            "unique_id,ds,y",
            "a,01.02.2024 13:00,1",
            "b,1.2.2024 13:00,1",
            "c,31.02.2024 13:00,1");
    List<Row> rows =
        inputs.rows(
            "csv",
            german,
            "source.timestamp-format=dd.MM.yyyy HH:mm",
            "source.time-zone=Europe/Berlin");
    assertThat(ds(rows.get(0))).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(ds(rows.get(1))).isNull();
    assertThat(ds(rows.get(2))).isNull();
    Path types =
        inputs.sql(
            "d",
            "parquet",
            "select 7 id, date'2024-07-01' d, timestamp_ntz'2024-07-01 12:00:00' t, 1.5 y");
    assertThat(
            ds(
                inputs
                    .rows(
                        "parquet",
                        types,
                        "source.columns.unique-id=id",
                        "source.columns.ds=d",
                        "source.time-zone=Europe/Berlin")
                    .get(0)))
        .isEqualTo("2024-06-30T22:00:00Z");
    Row local =
        inputs
            .rows(
                "parquet",
                types,
                "source.columns.unique-id=id",
                "source.columns.ds=t",
                "source.time-zone=Europe/Berlin")
            .get(0);
    assertThat(ds(local)).isEqualTo("2024-07-01T10:00:00Z");
    assertThat(local.getString(0)).isEqualTo("7");
  }
}
