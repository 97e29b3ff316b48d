package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Table;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run visible, whole, by one exclusive creation of a file. Whatever fails before it leaves
 * the output as readers knew it, and the same command again carries on.
 */
public final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final int ATTEMPTS = 1000;

  private Publication() {}

  /**
   * Whether a run is published already; to be asked before any work.
   *
   * @return empty when it is not
   * @throws PipelineException of kind CONFLICT when it is, from another input or configuration
   */
  public static Optional<Commit> check(Run run, EffectiveConfig config, InputFingerprint input) {
    Optional<Commit> commit = run.commit();
    commit.ifPresent(c -> requireSame(c, run.manifest().orElseThrow(), config, input));
    return commit;
  }

  private static void requireSame(
      Commit commit, Manifest published, EffectiveConfig config, InputFingerprint input) {
    // Where the output lies does not matter: it may have been moved, or be named otherwise.
    List<String> differences =
        StepRecord.differences(
            new EffectiveConfig(published.config()).without(Set.of(Output.KEY)),
            config.without(Set.of(Output.KEY)),
            published.input().sha256(),
            input.sha256());
    if (!differences.isEmpty()) {
      throw PipelineException.conflict(
          "run %s is published (commit %d of %s) with another input or configuration: %s. Nothing"
              + " was changed. Give a new --run-id",
          commit.runId(), commit.number(), commit.committed(), String.join("; ", differences));
    }
  }

  /**
   * Seals and publishes a run, then deletes its work folder; one that is published already, from
   * the same input and configuration, is left as it is.
   *
   * @param manifest of {@link Manifest#of}; the records of the steps and the files are added here
   * @throws PipelineException of kind CONFLICT when the run is published otherwise, or has files
   *     that are not part of a run; of kind DATA when rows are unaccounted for or the disk is full
   */
  public static Commit publish(SparkSession spark, Run run, Manifest manifest, Clock clock) {
    return publish(spark, spark.sparkContext().applicationId(), run, manifest, clock);
  }

  /**
   * @param spark where to spread the reading of large files; null for here
   */
  static Commit publish(
      SparkSession spark, String application, Run run, Manifest manifest, Clock clock) {
    Optional<Commit> already = check(run, new EffectiveConfig(manifest.config()), manifest.input());
    if (already.isPresent()) {
      return already.get();
    }
    Optional<Lease> held = run.lease();
    Lease lease = held.orElseGet(() -> run.hold(application, clock));
    try {
      lease.requireHeld();
      requireWhole(run, manifest);
      Manifest sealed = seal(spark, run, manifest);
      byte[] json = Json.bytes(sealed);
      run.output().storage().put(run.manifestFile(), json, run.aside());
      lease.requireHeld();
      Commit commit = commit(run, sealed, Sha256.of(json), clock);
      LOG.info(
          "published run {} as commit {}: {} files, {} series, {}",
          run.runId(),
          commit.number(),
          sealed.files().size(),
          sealed.series(),
          run.root());
      lease.stop();
      deleteWork(run);
      return commit;
    } finally {
      if (held.isEmpty()) {
        lease.close();
      }
    }
  }

  private static Manifest seal(SparkSession spark, Run run, Manifest manifest) {
    List<FileSeal> files =
        FileSeals.of(run.output().storage(), run.root(), spark).stream()
            .filter(f -> !f.path().equals(run.manifestFile().getName()))
            .toList();
    if (files.isEmpty()) {
      throw PipelineException.data("run %s has nothing to publish: %s", run.runId(), run.root());
    }
    for (FileSeal file : files) {
      if (!FileSeals.isReadable(file)) {
        throw PipelineException.data(
            "%s/%s cannot be read back: %s. Nothing was published. Run the step that writes it"
                + " again, under a new --run-id",
            run.root(), file.path(), file.sha256());
      }
    }
    return manifest.with(run.records(), files);
  }

  private static void requireWhole(Run run, Manifest manifest) {
    if (!manifest.runId().equals(run.runId().value())) {
      throw new IllegalArgumentException(
          "manifest of run " + manifest.runId() + " for run " + run.runId());
    }
    if (!manifest.rows().addsUp()) {
      throw PipelineException.data(
          "run %s: rows are unaccounted for: %s. Nothing was published",
          run.runId(), manifest.rows());
    }
    Set<String> known =
        Arrays.stream(Table.values())
            .filter(Table::isPublished)
            .map(Table::folder)
            .collect(Collectors.toSet());
    known.addAll(Set.of("model", "report", run.manifestFile().getName()));
    List<String> foreign =
        run.output().storage().list(run.root()).stream()
            .map(FileStatus::getPath)
            .map(org.apache.hadoop.fs.Path::getName)
            .filter(name -> !known.contains(name))
            .toList();
    if (!foreign.isEmpty()) {
      throw PipelineException.conflict(
          "%s holds what is not part of a run: %s. Nothing was published. Move it away",
          run.root(), String.join(", ", foreign));
    }
  }

  /**
   * Takes the next free number. Numbers have no gaps and every earlier commit is looked at before a
   * number is tried, so a run cannot get two, however many processes try.
   */
  private static Commit commit(Run run, Manifest manifest, String manifestSha256, Clock clock) {
    Output output = run.output();
    long seen = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long last = output.lastNumber();
      for (Commit other : output.commitsAfter(seen)) {
        if (other.runId().equals(run.runId().value())) {
          throw PipelineException.conflict(
              "run %s was published by another process meanwhile (commit %d of %s)",
              run.runId(), other.number(), other.committed());
        }
      }
      seen = last;
      Commit commit =
          new Commit(
              Commit.FORMAT_VERSION,
              last + 1,
              run.runId().value(),
              clock.instant(),
              manifest.asOf(),
              manifest.models(),
              manifest.series(),
              manifestSha256);
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(output.commitsFolder(), commit.number() + ".json");
      byte[] json = Json.bytes(commit);
      if (Storage.told("write", file, () -> output.createExclusively(file, json))) {
        return commit;
      }
    }
    throw PipelineException.conflict(
        "%s: other runs took the next number %d times in a row. Run the same command again",
        output.commitsFolder(), ATTEMPTS);
  }

  /** The run is published whatever happens here; what stays is listed by {@code runs clean}. */
  private static void deleteWork(Run run) {
    try {
      run.output().storage().delete(run.work());
    } catch (PipelineException e) {
      LOG.warn("run {} is published, but {}", run.runId(), e.getMessage());
    }
  }
}
