package io.seriescast.source;

import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Small inputs in a folder, read as the command line would. */
record SmallInputs(Path folder) {
  Dataset<Row> read(String format, Path path, String... sets) {
    List<String> all = new ArrayList<>(List.of("source.format=" + format, "source.path=" + path));
    all.addAll(List.of(sets));
    return Reader.read(
        TestSpark.session(), Configured.with(all.toArray(String[]::new)).source(), verdict -> {});
  }

  List<Row> rows(String format, Path path, String... sets) {
    return read(format, path, sets).orderBy("unique_id", "ds", "raw_ds").collectAsList();
  }

  Path text(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  Path sql(String name, String format, String query) {
    Path path = folder.resolve(name);
    TestSpark.session().sql(query).coalesce(1).write().format(format).save(path.toString());
    return path;
  }

  static Instant ds(Row row) {
    return row.isNullAt(1) ? null : row.getTimestamp(1).toInstant();
  }
}
