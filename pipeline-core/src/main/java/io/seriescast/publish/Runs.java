package io.seriescast.publish;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code runs list, show, verify, clean} are made of. */
public final class Runs {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  private static final String UNPUBLISHED = "a run that was not published";

  private Runs() {}

  /**
   * A published run's manifest.
   *
   * @throws PipelineException of kind DATA that lists the newest runs when there is none of that
   *     id, or when the manifest is not the one that was committed
   */
  public static Manifest show(Output output, String runId) {
    return Manifest.parse(committed(output, runId), output.run(runId).manifestFile());
  }

  private static byte[] committed(Output output, String runId) {
    Commit commit = commit(output, runId);
    Path file = output.run(runId).manifestFile();
    byte[] json = output.storage().read(file, Manifest.LARGEST);
    if (!Sha256.of(json).equals(commit.manifestSha256())) {
      throw PipelineException.data(
          "%s is not the manifest that was committed (commit %d): its SHA-256 differs",
          file, commit.number());
    }
    return json;
  }

  private static Commit commit(Output output, String runId) {
    List<Commit> commits = output.commits();
    return commits.stream()
        .filter(c -> c.runId().equals(runId))
        .findFirst()
        .orElseThrow(
            () ->
                PipelineException.data(
                    "%s has no published run '%s'. The newest are: %s",
                    output.root(),
                    runId,
                    commits.isEmpty()
                        ? "none"
                        : commits.subList(Math.max(0, commits.size() - 5), commits.size()).stream()
                            .map(Commit::runId)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Compares every file of a published run with what was sealed.
   *
   * @return every difference, empty when there is none
   */
  public static List<String> verify(SparkSession spark, Output output, String runId) {
    Run run = output.run(runId);
    if (!output.storage().exists(run.manifestFile())) {
      return List.of(
          "manifest.json is missing (commit %d)".formatted(commit(output, runId).number()));
    }
    Map<String, FileSeal> sealed = new HashMap<>();
    show(output, runId).files().forEach(f -> sealed.put(f.path(), f));
    List<String> differences = new ArrayList<>();
    for (FileSeal found : FileSeals.of(output.storage(), run.root(), spark)) {
      FileSeal was = sealed.remove(found.path());
      if (found.path().equals(run.manifestFile().getName())) {
        continue; // checked against the commit
      }
      if (was == null) {
        differences.add("%s was added after publication".formatted(found.path()));
      } else if (!FileSeals.isReadable(found)) {
        differences.add("%s is %s".formatted(found.path(), found.sha256()));
      } else if (was.bytes() != found.bytes()) {
        differences.add(
            "%s has %d bytes, sealed with %d".formatted(found.path(), found.bytes(), was.bytes()));
      } else if (!was.sha256().equals(found.sha256())) {
        differences.add("%s has another SHA-256 than was sealed".formatted(found.path()));
      }
    }
    new TreeSet<>(sealed.keySet()).forEach(path -> differences.add(path + " is missing"));
    return differences;
  }

  /**
   * Something that no reader sees and no process works on.
   *
   * @param runId whose it is; empty for a file that belongs to none
   * @param touched the latest modification of anything in it
   */
  public record Leftover(Path path, String runId, String reason, long bytes, Instant touched) {}

  /**
   * What dead runs left behind: work folders, uncommitted runs, files written aside. Nothing of a
   * published run, nothing that is held, nothing touched within {@code age} (a run killed tonight
   * is to be resumed tomorrow), and nothing whose name we would not give.
   */
  public static List<Leftover> leftovers(Output output, Duration age, Clock clock) {
    Set<String> published =
        output.commits().stream().map(Commit::runId).collect(Collectors.toSet());
    Storage storage = output.storage();
    Set<String> ids = new TreeSet<>();
    Stream.concat(
            storage.list(output.runsFolder()).stream(), storage.list(output.workFolder()).stream())
        .map(f -> f.getPath().getName())
        .filter(RunId::isName)
        .forEach(ids::add);
    Instant oldest = clock.instant().minus(age);
    List<Leftover> found = new ArrayList<>();
    for (String id : ids) {
      Run run = output.run(id);
      if (!Lease.isLive(run, clock)) {
        List<Leftover> ofRun = new ArrayList<>();
        boolean visible = published.contains(id);
        add(ofRun, storage, run.work(), id, visible ? "work of a published run" : UNPUBLISHED);
        if (!visible) {
          add(ofRun, storage, run.root(), id, UNPUBLISHED);
        }
        // As a whole: a table of last week belongs to the training of tonight.
        if (ofRun.stream().noneMatch(l -> l.touched().isAfter(oldest))) {
          found.addAll(ofRun);
        }
      }
    }
    List<Leftover> aside = new ArrayList<>();
    Stream.concat(
            storage.list(output.workFolder()).stream(),
            storage.list(output.commitsFolder()).stream())
        .map(FileStatus::getPath)
        .filter(p -> p.getName().startsWith("."))
        .forEach(p -> add(aside, storage, p, "", "written aside by a process that died"));
    aside.stream().filter(l -> !l.touched().isAfter(oldest)).forEach(found::add);
    return found;
  }

  private static void add(
      List<Leftover> found, Storage storage, Path path, String runId, String reason) {
    if (storage.exists(path)) {
      Storage.Extent extent = storage.extent(path);
      found.add(new Leftover(path, runId, reason, extent.bytes(), extent.touched()));
    }
  }

  /**
   * Deletes {@link #leftovers}. A run's lease is taken first, so that none can begin meanwhile.
   *
   * @param application Spark's application id
   * @return what was deleted
   */
  public static List<Leftover> clean(Output output, Duration age, Clock clock, String application) {
    return delete(output, leftovers(output, age, clock), clock, application);
  }

  /** Deletes them, but for those of a run that a process began to work on since. */
  static List<Leftover> delete(
      Output output, List<Leftover> found, Clock clock, String application) {
    List<Leftover> deleted = new ArrayList<>();
    Map<String, List<Leftover>> byRun =
        found.stream().collect(Collectors.groupingBy(Leftover::runId));
    byRun.forEach(
        (runId, leftovers) -> {
          if (runId.isEmpty()) {
            leftovers.forEach(l -> output.storage().delete(l.path()));
            deleted.addAll(leftovers);
          } else if (delete(output.run(runId), leftovers, clock, application)) {
            deleted.addAll(leftovers);
          }
        });
    return deleted;
  }

  private static boolean delete(
      Run run, List<Leftover> leftovers, Clock clock, String application) {
    Lease lease;
    try {
      lease = run.hold(application, clock);
    } catch (PipelineException taken) {
      if (taken.kind() != ErrorKind.CONFLICT) {
        throw taken;
      }
      log.warn("left alone: {}", taken.getMessage());
      return false;
    }
    lease.stop();
    boolean published = run.commit().isPresent();
    for (Leftover leftover : leftovers) {
      // Published between the look and the lease: then it is not ours to delete.
      if (!leftover.path().equals(run.work()) && !published) {
        run.output().storage().delete(leftover.path());
      }
    }
    run.output().storage().delete(run.work());
    lease.close();
    return true;
  }
}
