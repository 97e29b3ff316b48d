package io.seriescast.source;

import static io.seriescast.source.SmallInputs.ds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids are texts, as they stand. */
class SeriesIdsTest {
  @TempDir Path folder;
  private SmallInputs inputs;

  @BeforeEach
  void inputs() {
    inputs = new SmallInputs(folder);
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
    Path plain = inputs.text("a.csv", lines.toArray(String[]::new));
    Path zipped = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(Files.readAllBytes(plain));
    }
    for (Path path : List.of(plain, zipped)) {
      assertThat(inputs.rows("csv", path))
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
        inputs.text(
            "a.json", "{\"unique_id\": \"a\\u0000b\\nc\", \"ds\": \"2024-01-01\", \"y\": 1}");
    assertThat(inputs.rows("json", json))
        .singleElement()
        .satisfies(r -> assertThat(r.getString(0)).isEqualTo("a\0b\nc"));
    Path quoted = inputs.text("q.csv", "unique_id,ds,y", "\"a \"\"b\"\", \\\",2024-01-01,1");
    assertThat(inputs.rows("csv", quoted))
        .singleElement()
        .satisfies(r -> assertThat(r.getString(0)).isEqualTo("a \"b\", \\"));
    Path csv = inputs.text("a.csv", "unique_id,ds,y", "\"a\nb\",2024-01-01,1");
    assertThat(inputs.rows("csv", csv, "source.csv.multi-line=true"))
        .singleElement()
        .satisfies(r -> assertThat(r.getString(0)).isEqualTo("a\nb"));
  }

  @Test
  void compositeKeysCanBeTakenApart() throws IOException {
    Path file =
        inputs.text(
            "k.csv", "s,i,ds,y", "a|b,c,2024-01-01,1", "a,b|c\\,2024-01-01,1", ",x,2024-01-01,1");
    List<Row> rows = inputs.rows("csv", file, "source.columns.unique-id=[s,i]");
    assertThat(rows.get(0).getString(0)).isNull();
    assertThat(rows.stream().skip(1).map(r -> split(r.getString(0))))
        .containsExactlyInAnyOrder(List.of("a|b", "c"), List.of("a", "b|c\\"));
  }

  /** The parts of an id that was joined from several columns. */
  private static List<String> split(String id) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '\\' && i + 1 < id.length()) {
        part.append(id.charAt(++i));
      } else if (c == '|') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
