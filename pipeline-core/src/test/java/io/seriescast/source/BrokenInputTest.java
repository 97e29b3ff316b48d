package io.seriescast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines, files and folders that cannot be read as they should. */
class BrokenInputTest {
  @TempDir Path folder;
  private SmallInputs inputs;

  @BeforeEach
  void inputs() {
    inputs = new SmallInputs(folder);
  }

  @Test
  @DisplayName("F37 malformed lines keep their text; a BOM is none of it; latin-1 can be declared")
  void malformedLines() throws IOException {
    Path csv =
        inputs.text(
            "m.csv",
            "\uFEFFunique_id,ds,y,ignored",
            "a,2024-01-01,1,",
            "b,2024-01-01",
            "c,2024-01-01,1,2,3");
    List<Row> rows = inputs.rows("csv", csv);
    assertThat(rows)
        .extracting(r -> r.getString(6))
        .containsExactlyInAnyOrder(null, "b,2024-01-01", "c,2024-01-01,1,2,3");
    Path json =
        inputs.text(
            "m.json",
            "{\"unique_id\":\"a\",\"ds\":\"2024-01-01\",\"y\":1.5}",
            "{\"unique_id\":",
            "nonsense");
    assertThat(inputs.rows("json", json))
        .extracting(r -> r.getString(6))
        .containsExactlyInAnyOrder(null, "{\"unique_id\":", "nonsense");
    Path latin = folder.resolve("l.csv");
    Files.write(latin, "unique_id,ds,y\nKöln,2024-01-01,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(inputs.rows("csv", latin).get(0).getString(0)).contains("\uFFFD");
    assertThat(inputs.rows("csv", latin, "source.csv.encoding=ISO-8859-1").get(0).getString(0))
        .isEqualTo("Köln");
  }

  @Test
  @DisplayName("F32 part files with different schemas are named, both")
  void partFiles() throws IOException {
    inputs.text("p/1.csv", "unique_id,ds,y", "a,2024-01-01,1");
    inputs.text("p/2.csv", "unique_id,y,ds", "a,1,2024-01-01");
    inputs.text("one/1.csv", "unique_id,ds,y", "a,2024-01-01,1");
    Files.writeString(folder.resolve("one/0.csv"), "");
    Files.writeString(folder.resolve("one/2.csv"), "\n");
    assertThat(inputs.rows("csv", folder.resolve("one"))).as("empty ones are none").hasSize(1);
    assertThatThrownBy(() -> inputs.read("csv", folder.resolve("p")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("p/1.csv: unique_id,ds,y")
        .hasMessageContaining("p/2.csv: unique_id,y,ds");
    inputs.sql("q/a", "parquet", "select 'a' unique_id, date'2024-01-01' ds, 1D y");
    inputs.sql("q/b", "parquet", "select 'a' unique_id, date'2024-01-01' ds, 'x' y");
    assertThatThrownBy(() -> inputs.read("parquet", folder.resolve("q/*")))
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
    assertThatThrownBy(() -> inputs.read("csv", empty))
        .hasMessageContaining("NO_DATA")
        .hasMessageContaining(empty.toString());
    assertThatThrownBy(() -> inputs.read("parquet", folder.resolve("nowhere/*.parquet")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nowhere/*.parquet' does not exist");
    assertThatThrownBy(() -> inputs.read("table", Path.of("no_such_table")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("table 'no_such_table' cannot be read");
  }

  @Test
  @DisplayName("F35, F36 corrupt Parquet and truncated gzip are told with the file's name")
  void corruptFiles() throws IOException {
    Path good =
        inputs.sql(
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
    assertThatThrownBy(() -> inputs.read("parquet", good))
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
      return inputs.read(format, path).selectExpr("sum(y)", "max(ds)").collectAsList().size();
    } catch (Exception e) {
      throw ReadFailures.explain(
          e,
          TestSpark.session(),
          Configured.with("source.format=" + format, "source.path=" + path).source());
    }
  }
}
