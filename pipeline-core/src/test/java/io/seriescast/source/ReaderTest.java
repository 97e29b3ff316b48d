package io.seriescast.source;

import static io.seriescast.source.SmallInputs.ds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns, types and layouts of every format. */
class ReaderTest {
  @TempDir Path folder;
  private SmallInputs inputs;

  @BeforeEach
  void inputs() {
    inputs = new SmallInputs(folder);
  }

  @Test
  @DisplayName("F18 whole numbers beyond 2^53 are kept as near as a double comes, and told")
  void wholeNumbers() throws IOException {
    Path typed =
        inputs.sql(
            "w",
            "parquet",
            "select stack(3, 'a', 9007199254740993L, 'b', 9007199254740992L, 'c', 5L) as (unique_id, y), date'2024-01-01' ds");
    Path texts =
        inputs.text(
            "w.csv",
            "unique_id,ds,y",
            "a,2024-01-01,9007199254740993",
            "b,2024-01-01,9007199254740992",
            "c,2024-01-01,0.1234567890123456789");
    assertThat(inputs.rows("parquet", typed))
        .extracting(r -> r.getInt(7))
        .containsExactly(Raw.ROUNDED, 0, 0);
    assertThat(inputs.rows("csv", texts))
        .extracting(r -> r.getInt(7))
        .containsExactly(Raw.ROUNDED, 0, 0);
    assertThat(inputs.rows("csv", texts).get(0).getDouble(2)).isEqualTo(9007199254740992.0);
    for (String other : List.of("5", "0.5D", "0.1BD")) {
      Path wide =
          inputs.sql(
              "wide" + other,
              "parquet",
              "select date'2024-01-01' ds, 9007199254740993L a, 9007199254740992L b, "
                  + other
                  + " c");
      assertThat(inputs.rows("parquet", wide, "source.layout=wide"))
          .as("beside %s", other)
          .extracting(r -> r.getInt(7))
          .containsExactly(Raw.ROUNDED, 0, 0);
    }
  }

  @Test
  @DisplayName(
      "F31 the folder that is given, or found by a glob, is no partition column: as Spark has it")
  void partitionsAboveThePath() throws IOException {
    inputs.text("j/region=007/a.json", "{\"unique_id\":\"a\",\"ds\":\"2024-01-01\",\"y\":1}");
    for (String path : List.of("j/region=007", "j/*")) {
      assertThat(inputs.rows("json", folder.resolve(path))).hasSize(1);
      assertThatThrownBy(
              () ->
                  inputs.read(
                      "json", folder.resolve(path), "source.columns.unique-id=[region,unique_id]"))
          .hasMessageContaining("missing column 'region'");
    }
    assertThat(
            inputs.rows("json", folder.resolve("j"), "source.columns.unique-id=[region,unique_id]"))
        .singleElement()
        .satisfies(r -> assertThat(r.getString(0)).isEqualTo("007|a"));
  }

  @Test
  void anotherDelimiterAndNoHeader() throws IOException {
    Path csv = inputs.text("d.csv", "a;2024-01-01;1.5", "a;2024-01-02;2.5");
    assertThat(
            inputs.rows(
                "csv",
                csv,
                "source.csv.delimiter=\";\"",
                "source.csv.header=false",
                "source.columns.unique-id=_c0",
                "source.columns.ds=_c1",
                "source.columns.y=_c2"))
        .extracting(row -> row.getString(0) + " " + SmallInputs.ds(row) + " " + row.get(2))
        .containsExactly("a 2024-01-01T00:00:00Z 1.5", "a 2024-01-02T00:00:00Z 2.5");
  }

  @Test
  @DisplayName("F2 a text that says that a value is missing is no static text")
  void missingStatics() throws IOException {
    Path file =
        inputs.text(
            "s.csv",
            "unique_id,ds,y,size",
            "a,2024-01-01,1,85",
            "b,2024-01-01,1,NA",
            "c,2024-01-01,1,");
    assertThat(inputs.rows("csv", file, "source.columns.static=size"))
        .extracting(r -> r.getList(r.fieldIndex(Raw.STATICS)).get(0))
        .containsExactly("85", null, null);
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
    Row row = inputs.rows(format, path, "source.columns.unique-id=[region, item]").get(0);
    assertThat(row.getString(0)).isEqualTo("007|x");
    assertThat(ds(row)).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(row.getDouble(2)).isEqualTo(2.5);
  }

  @Test
  void wideTablesAreMelted() throws IOException {
    Path file = inputs.text("w.csv", "when,x,y z", "2024-01-01,1,2", "2024-01-02,,4", "broken");
    List<Row> rows = inputs.rows("csv", file, "source.layout=wide", "source.columns.ds=when");
    assertThat(rows)
        .filteredOn(r -> r.isNullAt(6))
        .hasSize(4)
        .extracting(r -> r.getString(0) + r.get(2))
        .containsExactly("x1.0", "xnull", "y z2.0", "y z4.0");
    assertThat(rows).filteredOn(r -> !r.isNullAt(6)).hasSize(1);
    assertThatThrownBy(
            () ->
                inputs.read(
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
    Path path = inputs.sql("c", "parquet", "select array(1) unique_id, true y, 1 z");
    assertThatThrownBy(() -> inputs.read("parquet", path))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("'unique_id' (source.columns.unique-id) is array<int>")
        .hasMessageContaining("missing column 'ds'")
        .hasMessageContaining("'y' (source.columns.y) is boolean")
        .hasMessageContaining("Found columns: unique_id, y, z");
  }
}
