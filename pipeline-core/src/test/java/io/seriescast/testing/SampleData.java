package io.seriescast.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The committed sample: twelve series of M4 Hourly, train and test joined. */
public final class SampleData {
  private SampleData() {}

  /** {@code data/sample/m4-hourly-sample.csv.gz} of the repository. */
  public static Path m4Hourly() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("data/sample/m4-hourly-sample.csv.gz");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new IllegalStateException("data/sample is not above the working folder");
  }

  public static Map<String, SharedData.Series> series() {
    return SharedData.read(m4Hourly());
  }
}
