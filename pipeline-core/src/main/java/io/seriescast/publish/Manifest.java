package io.seriescast.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.seriescast.error.PipelineException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * Everything about a run that is not in its tables: enough to judge it, to check it, and to run it
 * again. Written as JSON with a stable order of keys.
 *
 * @param asOf nothing after this instant was used; null when all of the input was
 * @param versions of seriescast, Java, Spark, Scala and Deeplearning4j ({@link Versions})
 * @param config the effective configuration, secrets redacted
 * @param configSha256 of that
 * @param statusCounts how many series ended in each status
 * @param models whose predictions the run holds
 * @param steps with their facts and durations
 * @param files every file of the run except this one
 */
public record Manifest(
    int formatVersion,
    String runId,
    Instant asOf,
    Instant created,
    Map<String, String> versions,
    long seed,
    Map<String, String> config,
    String configSha256,
    InputFingerprint input,
    RowAccount rows,
    Map<String, Long> statusCounts,
    List<String> models,
    List<StepRecord> steps,
    List<FileSeal> files) {
  static final int FORMAT_VERSION = 1;
  static final long LARGEST = 256L << 20;

  public Manifest {
    versions = sorted(versions);
    config = sorted(config);
    statusCounts = sorted(statusCounts);
    models = List.copyOf(models);
    steps = List.copyOf(steps);
    files = List.copyOf(files);
  }

  /**
   * A run's manifest before publication, which adds the steps' records and the files.
   *
   * @param asOf null when all of the input was used
   */
  public static Manifest of(
      RunId runId,
      Instant asOf,
      Instant created,
      Map<String, String> versions,
      long seed,
      EffectiveConfig config,
      InputFingerprint input,
      RowAccount rows,
      Map<String, Long> statusCounts,
      List<String> models) {
    return new Manifest(
        FORMAT_VERSION,
        runId.value(),
        asOf,
        created,
        versions,
        seed,
        config.values(),
        config.sha256(),
        input,
        rows,
        statusCounts,
        models,
        List.of(),
        List.of());
  }

  /** This manifest with what is on disk. */
  Manifest with(List<StepRecord> records, List<FileSeal> seals) {
    return new Manifest(
        formatVersion,
        runId,
        asOf,
        created,
        versions,
        seed,
        config,
        configSha256,
        input,
        rows,
        statusCounts,
        models,
        records,
        seals);
  }

  /** How many series the run accounts for. */
  public long series() {
    return statusCounts.values().stream().mapToLong(Long::longValue).sum();
  }

  static Manifest read(Storage storage, Path path) {
    return parse(storage.read(path, LARGEST), path);
  }

  /**
   * @throws PipelineException of kind DATA when it is damaged or of a version that this one does
   *     not read
   */
  static Manifest parse(byte[] json, Object where) {
    JsonNode version = Json.tree(json, where).path("formatVersion");
    if (version.asInt() != FORMAT_VERSION) {
      throw PipelineException.data(
          "%s has format %s, this version reads %d: use the version of seriescast that wrote it",
          where, version.isMissingNode() ? "unknown" : version, FORMAT_VERSION);
    }
    return Json.read(json, Manifest.class, where);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
