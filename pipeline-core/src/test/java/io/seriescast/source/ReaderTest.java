package io.seriescast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {
  @TempDir Path folder;

  private Dataset<Row> read(String format, Path path, String... sets) {
    List<String> all = new ArrayList<>(List.of("source.format=" + format, "source.path=" + path));
    all.addAll(List.of(sets));
    return Reader.read(TestSpark.session(), Configured.with(all.toArray(String[]::new)).source());
  }

  private List<Row> rows(String format, Path path, String... sets) {
    return read(format, path, sets).orderBy("unique_id", "ds", "raw_ds").collectAsList();
  }

  private Path text(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private Path sql(String name, String format, String query) {
    Path path = folder.resolve(name);
    TestSpark.session().sql(query).coalesce(1).write().format(format).save(path.toString());
    return path;
  }

  private static Instant ds(Row row) {
    return row.isNullAt(1) ? null : row.getTimestamp(1).toInstant();
  }

  @Test
  @DisplayName("F4, F20, F21, F23, F24 ids are texts, as they stand, in CSV and gzip")
  void idsAreTexts() throws IOException {
    String[] ids = {
      "007",
      "1e3",
      "2024-01-01",
      "../../x",
      "a/b",
      "C:\\x",
      "%2e",
      "é",
      "e\u0301",
      "A",
      "a",
      "😀",
      "שלום",
      " pad "
    };
    List<String> lines = new ArrayList<>(List.of("unique_id,ds,y"));
    for (String id : ids) {
      lines.add(id + ",2024-01-01,1");
    }
    Path plain = text("a.csv", lines.toArray(String[]::new));
    Path zipped = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(Files.readAllBytes(plain));
    }
    for (Path path : List.of(plain, zipped)) {
      assertThat(rows("csv", path))
          .hasSize(ids.length)
          .allSatisfy(r -> assertThat(r.getString(5)).endsWith(path.getFileName().toString()))
          .allSatisfy(r -> assertThat(ds(r)).isEqualTo("2024-01-01T00:00:00Z"))
          .extracting(r -> r.getString(0))
          .containsExactlyInAnyOrder(
              java.util.Arrays.stream(ids)
                  .map(String::strip)
                  .map(i -> i.equals("pad") ? " pad " : i)
                  .toArray(String[]::new));
    }
  }

  @Test
  @DisplayName("F21 NUL and newline in ids survive JSON and quoted multi-line CSV")
  void strangeCharacters() throws IOException {
    Path json =
        text("a.json", "{\"unique_id\": \"a\\u0000b\\nc\", \"ds\": \"2024-01-01\", \"y\": 1}");
    assertThat(rows("json", json))
        .singleElement()
        .satisfies(r -> assertThat(r.getString(0)).isEqualTo("a\0b\nc"));
    Path csv = text("a.csv", "unique_id,ds,y", "\"a\nb\",2024-01-01,1");
    assertThat(rows("csv", csv, "source.csv.multi-line=true"))
        .singleElement()
        .satisfies(r -> assertThat(r.getString(0)).isEqualTo("a\nb"));
  }

  @Test
  @DisplayName(
      "F4, F7, F8 offsets are instants, the others are in the declared zone, the rest is told")
  void isoTexts() throws IOException {
    Path file =
        text(
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
    List<Row> utc = rows("csv", file);
    List<Row> berlin = rows("csv", file, "source.time-zone=Europe/Berlin");
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
        text(
            "dst.csv",
            "unique_id,ds,y",
            "a,2024-03-31T01:30:00,1",
            "b,2024-03-31T02:30:00,1",
            "c,2024-03-31T03:30:00,1",
            "d,2024-10-27T02:30:00,1",
            "e,2024-10-27T02:30:00+01:00,1");
    List<Row> rows = rows("csv", file, "source.time-zone=Europe/Berlin");
    assertThat(rows.stream().map(ReaderTest::ds).map(String::valueOf))
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
        text("s.csv", "unique_id,ds,y", "a,1704067200,1", "b,1704070800,1", "c,1704067200000,1");
    List<Row> rows = rows("csv", seconds);
    assertThat(ds(rows.get(0))).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(rows.get(2).getInt(7)).isEqualTo(Raw.WRONG_EPOCH_UNIT);
    assertThat(rows("csv", seconds, "source.timestamp-format=epoch-millis"))
        .extracting(r -> r.getInt(7))
        .containsExactly(Raw.WRONG_EPOCH_UNIT, Raw.WRONG_EPOCH_UNIT, 0);
    Path typed = sql("e", "parquet", "select 'a' unique_id, 1704067200123456789L ds, 1 y");
    assertThat(ds(rows("parquet", typed).get(0))).isEqualTo("2024-01-01T00:00:00.123456Z");
    Path old = sql("o", "parquet", "select 'a' unique_id, -86400.5D ds, 1 y");
    assertThat(ds(rows("parquet", old).get(0))).isEqualTo("1969-12-30T23:59:59.500Z");
  }

  @Test
  @DisplayName("F8 patterns, dates and local types are read in the declared zone")
  void patternsAndTypes() throws IOException {
    Path german = text("g.csv", "unique_id,ds,y", "a,01.02.2024 13:00,1", "b,1.2.2024 13:00,1");
    List<Row> rows =
        rows(
            "csv",
            german,
            "source.timestamp-format=dd.MM.yyyy HH:mm",
            "source.time-zone=Europe/Berlin");
    assertThat(ds(rows.get(0))).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(ds(rows.get(1))).isNull();
    Path types =
        sql(
            "d",
            "parquet",
            "select 7 id, date'2024-07-01' d, timestamp_ntz'2024-07-01 12:00:00' t, 1.5 y");
    assertThat(
            ds(
                rows(
                        "parquet",
                        types,
                        "source.columns.unique-id=id",
                        "source.columns.ds=d",
                        "source.time-zone=Europe/Berlin")
                    .get(0)))
        .isEqualTo("2024-06-30T22:00:00Z");
    Row local =
        rows(
                "parquet",
                types,
                "source.columns.unique-id=id",
                "source.columns.ds=t",
                "source.time-zone=Europe/Berlin")
            .get(0);
    assertThat(ds(local)).isEqualTo("2024-07-01T10:00:00Z");
    assertThat(local.getString(0)).isEqualTo("7");
  }

  @Test
  @DisplayName("F18 whole numbers beyond 2^53 are kept as near as a double comes, and told")
  void wholeNumbers() throws IOException {
    Path typed =
        sql(
            "w",
            "parquet",
            "select stack(3, 'a', 9007199254740993L, 'b', 9007199254740992L, 'c', 5L) as (unique_id, y), date'2024-01-01' ds");
    Path texts =
        text(
            "w.csv",
            "unique_id,ds,y",
            "a,2024-01-01,9007199254740993",
            "b,2024-01-01,9007199254740992",
            "c,2024-01-01,0.1234567890123456789");
    assertThat(rows("parquet", typed))
        .extracting(r -> r.getInt(7))
        .containsExactly(Raw.ROUNDED, 0, 0);
    assertThat(rows("csv", texts)).extracting(r -> r.getInt(7)).containsExactly(Raw.ROUNDED, 0, 0);
    assertThat(rows("csv", texts).get(0).getDouble(2)).isEqualTo(9007199254740992.0);
  }

  @Test
  @DisplayName("F37 malformed lines keep their text; a BOM is none of it; latin-1 can be declared")
  void malformedLines() throws IOException {
    Path csv =
        text(
            "m.csv",
            "\uFEFFunique_id,ds,y",
            "a,2024-01-01,1",
            "b,2024-01-01",
            "c,2024-01-01,1,2,3");
    List<Row> rows = rows("csv", csv);
    assertThat(rows)
        .extracting(r -> r.getString(6))
        .containsExactlyInAnyOrder(null, "b,2024-01-01", "c,2024-01-01,1,2,3");
    Path json =
        text(
            "m.json",
            "{\"unique_id\":\"a\",\"ds\":\"2024-01-01\",\"y\":1.5}",
            "{\"unique_id\":",
            "nonsense");
    assertThat(rows("json", json))
        .extracting(r -> r.getString(6))
        .containsExactlyInAnyOrder(null, "{\"unique_id\":", "nonsense");
    Path latin = folder.resolve("l.csv");
    Files.write(latin, "unique_id,ds,y\nKöln,2024-01-01,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(rows("csv", latin).get(0).getString(0)).contains("\uFFFD");
    assertThat(rows("csv", latin, "source.csv.encoding=ISO-8859-1").get(0).getString(0))
        .isEqualTo("Köln");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json", "csv"})
  @DisplayName("F23, F31 every format, partition folders stay texts, extra columns are ignored")
  void formats(String format) {
    Path path = folder.resolve(format);
    TestSpark.session()
        .sql("select '007' region, 'x' item, timestamp'2024-01-01 00:00:00' ds, 2.5D y, 1 extra")
        .write()
        .partitionBy("region")
        .option("header", true)
        .format(format)
        .save(path.toString());
    Row row = rows(format, path, "source.columns.unique-id=[region, item]").get(0);
    assertThat(row.getString(0)).isEqualTo("007|x");
    assertThat(ds(row)).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(row.getDouble(2)).isEqualTo(2.5);
  }

  @Test
  void compositeKeysCanBeTakenApart() throws IOException {
    Path file =
        text("k.csv", "s,i,ds,y", "a|b,c,2024-01-01,1", "a,b|c\\,2024-01-01,1", ",x,2024-01-01,1");
    List<Row> rows = rows("csv", file, "source.columns.unique-id=[s,i]");
    assertThat(rows.get(0).getString(0)).isNull();
    assertThat(rows.stream().skip(1).map(r -> SeriesKey.split(r.getString(0))))
        .containsExactlyInAnyOrder(List.of("a|b", "c"), List.of("a", "b|c\\"));
  }

  @Test
  void wideTablesAreMelted() throws IOException {
    Path file = text("w.csv", "when,x,y z", "2024-01-01,1,2", "2024-01-02,,4", "broken");
    List<Row> rows = rows("csv", file, "source.layout=wide", "source.columns.ds=when");
    assertThat(rows)
        .filteredOn(r -> r.isNullAt(6))
        .hasSize(4)
        .extracting(r -> r.getString(0) + r.get(2))
        .containsExactly("x1.0", "xnull", "y z2.0", "y z4.0");
    assertThat(rows).filteredOn(r -> !r.isNullAt(6)).hasSize(1);
    assertThatThrownBy(
            () ->
                read(
                    "csv",
                    file,
                    "source.layout=wide",
                    "source.columns.ds=when",
                    "source.wide-columns=[x,q,r]"))
        .hasMessageContaining("'q'")
        .hasMessageContaining("'r'");
  }

  @Test
  @DisplayName("F30 missing columns and other types are told all at once")
  void columnDifferences() {
    Path path = sql("c", "parquet", "select array(1) unique_id, true y, 1 z");
    assertThatThrownBy(() -> read("parquet", path))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("'unique_id' (source.columns.unique-id) is array<int>")
        .hasMessageContaining("missing column 'ds'")
        .hasMessageContaining("'y' (source.columns.y) is boolean")
        .hasMessageContaining("Found columns: unique_id, y, z");
  }

  @Test
  @DisplayName("F32 part files with different schemas are named, both")
  void partFiles() throws IOException {
    text("p/1.csv", "unique_id,ds,y", "a,2024-01-01,1");
    text("p/2.csv", "unique_id,y,ds", "a,1,2024-01-01");
    assertThatThrownBy(() -> read("csv", folder.resolve("p")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("p/1.csv: unique_id,ds,y")
        .hasMessageContaining("p/2.csv: unique_id,y,ds");
    sql("q/a", "parquet", "select 'a' unique_id, date'2024-01-01' ds, 1D y");
    sql("q/b", "parquet", "select 'a' unique_id, date'2024-01-01' ds, 'x' y");
    assertThatThrownBy(() -> read("parquet", folder.resolve("q/*")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("q/a/part")
        .hasMessageContaining("double y")
        .hasMessageContaining("q/b/part")
        .hasMessageContaining("binary y");
  }

  @Test
  @DisplayName("F33, F34 an empty folder and a missing path are told with what to do")
  void nothingThere() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> read("csv", empty))
        .hasMessageContaining("NO_DATA")
        .hasMessageContaining(empty.toString());
    assertThatThrownBy(() -> read("parquet", folder.resolve("nowhere/*.parquet")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nowhere/*.parquet' does not exist");
    assertThatThrownBy(() -> read("table", Path.of("no_such_table")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("table 'no_such_table' cannot be read");
  }

  @Test
  @DisplayName("F35, F36 corrupt Parquet and truncated gzip are told with the file's name")
  void corruptFiles() throws IOException {
    Path good =
        sql(
            "f",
            "parquet",
            "select concat('s', id % 7) unique_id, timestamp_seconds(id * 3600) ds, rand(1) y from range(20000)");
    Path part;
    try (var files = Files.list(good)) {
      part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(part);
    Files.delete(part.resolveSibling("." + part.getFileName() + ".crc"));
    Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length - 30));
    assertThatThrownBy(() -> read("parquet", good))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(part.getFileName().toString());
    byte[] page = bytes.clone();
    java.util.Arrays.fill(page, 1000, 30_000, (byte) 0x5a);
    Files.write(part, page);
    assertThatThrownBy(() -> collected("parquet", good))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(part.getFileName().toString());
    Path zipped = Files.createDirectories(folder.resolve("gz")).resolve("t.csv.gz");
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("unique_id,ds,y\n".getBytes(StandardCharsets.UTF_8));
      java.util.Random random = new java.util.Random(1);
      for (int i = 0; i < 20_000; i++) {
        out.write(
            "a,2024-01-01,%s\n".formatted(random.nextDouble()).getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.write(zipped, java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    assertThatThrownBy(() -> collected("csv", zipped.getParent()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("t.csv.gz");
  }

  private long collected(String format, Path path) {
    try {
      return read(format, path).selectExpr("sum(y)", "max(ds)").collectAsList().size();
    } catch (Exception e) {
      throw ReadFailures.explain(
          e,
          TestSpark.session(),
          Configured.with("source.format=" + format, "source.path=" + path).source());
    }
  }

  @Test
  @DisplayName("F38 an input that changes while it is read is told, with the files")
  void changedInput() throws IOException {
    Path file = text("x/a.csv", "unique_id,ds,y", "a,2024-01-01,1");
    var hadoop = TestSpark.session().sparkContext().hadoopConfiguration();
    Inventory before = Inventory.of(folder.resolve("x").toString(), hadoop);
    before.requireUnchanged(hadoop);
    assertThat(before.fingerprint()).hasSize(64);
    Files.writeString(file, "unique_id,ds,y\na,2024-01-01,11\n");
    assertThatThrownBy(() -> before.requireUnchanged(hadoop))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("changed while it was read")
        .hasMessageContaining("x/a.csv");
  }
}
