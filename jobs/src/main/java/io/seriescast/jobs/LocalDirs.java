package io.seriescast.jobs;

import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Where Spark keeps shuffled and spilled rows on the driver's machine. It ends the process with an
 * exit code of its own where it can write to none of these folders.
 */
final class LocalDirs {
  private static final String KEY = "spark.local.dir";
  private static final String VARIABLE = "SPARK_LOCAL_DIRS";

  private LocalDirs() {}

  /**
   * @throws PipelineException of kind CONFIGURATION when none of the folders can be written to
   */
  static void requireOne(SparkConf conf, Map<String, String> environment) {
    if (environment.containsKey("CONTAINER_ID")) {
      return; // YARN gives its containers folders of its own
    }
    String folders =
        environment.getOrDefault(VARIABLE, conf.get(KEY, System.getProperty("java.io.tmpdir")));
    if (Stream.of(folders.split(",")).noneMatch(LocalDirs::isWritable)) {
      throw PipelineException.configuration(
          "%s is '%s', and user %s can write to none of it. Give Spark a folder for shuffled and"
              + " spilled rows (%s with submit/local.sh and standalone workers, which wins)",
          KEY, folders, System.getProperty("user.name"), VARIABLE);
    }
  }

  private static boolean isWritable(String folder) {
    try {
      return Files.isWritable(Files.createDirectories(Path.of(folder.strip())));
    } catch (IOException e) {
      return false;
    }
  }
}
