package io.seriescast.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Published data sets in a folder {@code shared/data} beside the repository or above it; tests that
 * need them are skipped where there is none.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder of a set; skips the test that asks where it is missing. */
  public static Path folder(String set) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared").resolve("data").resolve(set);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    Assumptions.assumeTrue(false, "no shared/data/" + set + " above the working folder");
    throw new IllegalStateException();
  }

  public static JsonNode meta(String set) throws IOException {
    return new ObjectMapper().readTree(folder(set).resolve("meta.json").toFile());
  }

  /** One series as the file has it; absent rows leave no gap. */
  public record Series(List<LocalDateTime> ds, double[] y) {}

  /** Columns unique_id, ds, y, in this order; series and rows in the file's order. */
  public static Map<String, Series> read(Path csvGz) {
    Map<String, List<LocalDateTime>> ds = new LinkedHashMap<>();
    Map<String, List<Double>> y = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csvGz)), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int last = line.lastIndexOf(',');
        int first = line.lastIndexOf(',', last - 1);
        String id = line.substring(0, first);
        ds.computeIfAbsent(id, k -> new ArrayList<>())
            .add(LocalDateTime.parse(line.substring(first + 1, last)));
        y.computeIfAbsent(id, k -> new ArrayList<>())
            .add(Double.parseDouble(line.substring(last + 1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Series> series = new LinkedHashMap<>();
    ds.forEach(
        (id, times) ->
            series.put(id, new Series(times, y.get(id).stream().mapToDouble(v -> v).toArray())));
    return series;
  }
}
