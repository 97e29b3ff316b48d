package io.seriescast.publish;

import java.time.Instant;
import java.util.List;

/**
 * What makes a run visible: {@code OUTPUT/commits/<number>.json}, created exclusively, never
 * changed. It seals the manifest, which seals every file.
 *
 * @param number 1 for the first run that was published here, without gaps
 * @param series how many series of the input the run accounts for
 */
public record Commit(
    int formatVersion,
    long number,
    String runId,
    Instant committed,
    Instant asOf,
    List<String> models,
    long series,
    String manifestSha256) {
  static final int FORMAT_VERSION = 1;

  public Commit {
    models = models == null ? List.of() : List.copyOf(models);
  }
}
