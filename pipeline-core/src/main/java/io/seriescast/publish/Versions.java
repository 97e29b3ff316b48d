package io.seriescast.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The versions that a run's figures depend on. */
public final class Versions {
  private Versions() {}

  /** Of seriescast, as built. */
  public static String product() {
    return built().get("seriescast");
  }

  /**
   * Of this process: {@code seriescast}, {@code deeplearning4j}, {@code java}, {@code spark},
   * {@code scala}.
   */
  public static Map<String, String> current() {
    Map<String, String> versions = new TreeMap<>(built());
    versions.put("java", System.getProperty("java.version"));
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("scala", scala.util.Properties.versionNumberString());
    return versions;
  }

  private static Map<String, String> built() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/seriescast/versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> versions.put(n, properties.getProperty(n)));
    return versions;
  }
}
