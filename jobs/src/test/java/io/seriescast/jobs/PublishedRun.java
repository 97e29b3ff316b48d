package io.seriescast.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/** A run as a reader without Spark sees it: Parquet's own example reader, JSON, files. */
record PublishedRun(Path output, String runId) {
  Path folder() {
    return output.resolve("runs").resolve(runId);
  }

  /** Whether a reader sees the run. */
  boolean isVisible() {
    return commits().stream().anyMatch(c -> c.get("runId").asText().equals(runId));
  }

  /** In the order of their numbers. */
  List<JsonNode> commits() {
    return files(output.resolve("commits"), ".json").stream()
        .sorted(Comparator.comparingInt(PublishedRun::number))
        .map(PublishedRun::json)
        .toList();
  }

  private static int number(Path commit) {
    return Integer.parseInt(commit.getFileName().toString().replace(".json", ""));
  }

  JsonNode manifest() {
    return json(folder().resolve("manifest.json"));
  }

  String report() throws IOException {
    return Files.readString(folder().resolve("report/index.html"));
  }

  /**
   * Every column as Parquet spells it, as in {@code double y}; required or not, readers do not
   * mind.
   */
  List<String> schema(String table) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(hadoop(parquet(table).get(0)), new Configuration()))) {
      return reader.getFileMetaData().getSchema().getFields().stream()
          .map(Type::toString)
          .map(column -> column.replaceFirst("^(optional|required) ", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows, values by column; null where there is none. */
  List<Map<String, Object>> rows(String table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Path file : parquet(table)) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), hadoop(file)).build()) {
        for (Group group = reader.read(); group != null; group = reader.read()) {
          rows.add(values(group));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rows;
  }

  /**
   * The rows as text, sorted, without some columns: equal exactly when the tables hold the same.
   */
  List<String> sorted(String table, String... without) {
    return rows(table).stream()
        .map(
            row -> {
              Map<String, Object> kept = new LinkedHashMap<>(row);
              List.of(without).forEach(kept::remove);
              return kept.toString();
            })
        .sorted()
        .toList();
  }

  private static Map<String, Object> values(Group group) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Type field : group.getType().getFields()) {
      String name = field.getName();
      values.put(
          name,
          group.getFieldRepetitionCount(name) == 0
              ? null
              : switch (field.asPrimitiveType().getPrimitiveTypeName()) {
                case INT32 -> group.getInteger(name, 0);
                case INT64 -> group.getLong(name, 0);
                case DOUBLE -> group.getDouble(name, 0);
                case BOOLEAN -> group.getBoolean(name, 0);
                default -> group.getString(name, 0);
              });
    }
    return values;
  }

  private List<Path> parquet(String table) {
    return files(folder().resolve(table), ".parquet");
  }

  private static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(ending) && !f.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
