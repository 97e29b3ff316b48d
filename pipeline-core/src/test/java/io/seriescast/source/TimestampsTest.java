package io.seriescast.source;

import static io.seriescast.source.SmallInputs.ds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(ds(inputs.rows("parquet", old, "source.timestamp-format=epoch-seconds").get(0)))
        .isEqualTo("1969-12-30T23:59:59.500Z");
    Path doubles = inputs.sql("m", "parquet", "select 'a' unique_id, 1704067200000D ds, 1 y");
    assertThat(ds(inputs.rows("parquet", doubles).get(0))).isEqualTo("2024-01-01T00:00:00Z");
  }

  @DisplayName(
      "F26 numbers that say no unit are not read as 1970: a declared pattern is, of digits")
  @ParameterizedTest
  @CsvSource({
    "parquet, 20240131, yyyyMMdd, 2024-01-31T00:00:00Z",
    "parquet, 20240131D, yyyyMMdd, 2024-01-31T00:00:00Z",
    "parquet, 202401311200L, yyyyMMddHHmm, 2024-01-31T12:00:00Z",
    "csv, 20240131120030, yyyyMMddHHmmss, 2024-01-31T12:00:30Z",
    "parquet, 2001, yyyy, 2001-01-01T00:00:00Z",
    "parquet, 5, epoch-seconds, 1970-01-01T00:00:05Z"
  })
  void numbersWithoutUnit(String format, String number, String pattern, String instant)
      throws IOException {
    Path path =
        format.equals("csv")
            ? inputs.text("d.csv", "unique_id,ds,y", "a," + number + ",1")
            : inputs.sql("d", format, "select 'a' unique_id, " + number + " ds, 1 y");
    assertThatThrownBy(() -> inputs.rows(format, path))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("with numbers such as " + number.replaceAll("[LD]", ""))
        .hasMessageContaining("Declare source.timestamp-format");
    assertThat(ds(inputs.rows(format, path, "source.timestamp-format=" + pattern).get(0)))
        .isEqualTo(instant);
  }

  @Test
  @DisplayName(
      "F26 a declared unit holds for the months around 1970 where most numbers bear it out")
  void monthsAround1970() {
    Path months =
        inputs.sql(
            "m",
            "parquet",
            "select 'a' unique_id, unix_millis(timestamp(add_months(date'1960-01-01', int(id)))) ds, 1 y from range(480)");
    assertThat(inputs.rows("parquet", months, "source.timestamp-format=epoch-millis"))
        .allMatch(row -> row.getInt(7) == 0 && ds(row) != null);
    assertThat(inputs.rows("parquet", months))
        .filteredOn(row -> row.getInt(7) == Raw.WRONG_EPOCH_UNIT)
        .hasSize(7);
  }

  @Test
  @DisplayName("Parquet's nanoseconds are what they say: instants, or times of the declared zone")
  void parquetNanoseconds() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required binary unique_id (STRING); required int64 ds (TIMESTAMP(NANOS,true));"
                + " required int64 local%s (TIMESTAMP(NANOS,false)); required double y; }");
    Path path = folder.resolve("nanos.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path.toUri()))
            .withType(schema)
            .build()) {
      long[] nanos = {-1_000L, 0, 1_704_067_200_123_456_789L};
      for (long ds : nanos) {
        writer.write(
            new SimpleGroupFactory(schema)
                .newGroup()
                .append("unique_id", "a")
                .append("ds", ds)
                .append("local%s", ds)
                .append("y", 1.0));
      }
    }
    assertThat(inputs.rows("parquet", path).stream().map(SmallInputs::ds).map(String::valueOf))
        .containsExactly(
            "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2024-01-01T00:00:00.123456Z");
    assertThat(
            inputs
                .rows(
                    "parquet", path, "source.columns.ds=local%s", "source.time-zone=Europe/Berlin")
                .stream()
                .map(SmallInputs::ds)
                .map(String::valueOf))
        .containsExactly(
            "1969-12-31T22:59:59.999999Z", "1969-12-31T23:00:00Z", "2023-12-31T23:00:00.123456Z");
  }

  @Test
  @DisplayName("F9 a date whose midnight the clocks skip is the beginning of its day")
  void skippedMidnight() throws IOException {
    String zone = "source.time-zone=America/Santiago";
    Path texts =
        inputs.text(
            "t.csv", "unique_id,ds,y", "a,2024-09-07,1", "b,2024-09-08,1", "c,2024-09-08 00:00,1");
    assertThat(inputs.rows("csv", texts, zone).stream().map(SmallInputs::ds).map(String::valueOf))
        .containsExactly("2024-09-07T04:00:00Z", "2024-09-08T04:00:00Z", "null");
    Path dates = inputs.sql("d", "parquet", "select 'a' unique_id, date'2024-09-08' ds, 1 y");
    assertThat(ds(inputs.rows("parquet", dates, zone).get(0))).isEqualTo("2024-09-08T04:00:00Z");
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
