package io.seriescast.publish;

import io.seriescast.config.Redaction;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * OUTPUT: a folder on any Hadoop file system that is ours alone.
 *
 * <pre>
 * OUTPUT/.seriescast        says that it is ours
 * OUTPUT/runs/RUN_ID/       tables, model, report, manifest.json; never overwritten once committed
 * OUTPUT/commits/N.json     a run is visible when, and only when, its commit is here
 * OUTPUT/work/RUN_ID/       hand-over tables, checkpoints, step records, until the run is published
 * </pre>
 */
public final class Output {
  /** The setting that names it. */
  public static final String KEY = "publish.output";

  private static final String MARKER = ".seriescast";
  private static final byte[] MARKER_CONTENT = "{\"format\":1}\n".getBytes(StandardCharsets.UTF_8);
  private static final Pattern COMMIT = Pattern.compile("([1-9]\\d{0,17})\\.json");
  private static final long LARGEST_COMMIT = 1 << 20;

  /** Spark would take such a path for a pattern. */
  private static final Pattern GLOB = Pattern.compile("[{}\\[\\]*?\\\\]");

  private final Storage storage;
  private final ExclusiveCreate exclusive;
  private final Path root;
  private final Map<RunId, Run> runs = new ConcurrentHashMap<>();

  private Output(Configuration conf, String uri) {
    if (Redaction.hasCredentials(uri)) {
      throw PipelineException.configuration(
          "the output '%s' holds credentials, which would stand in every message: give them to"
              + " the file system's own configuration",
          Redaction.text(uri));
    }
    this.storage = Storage.of(KEY, uri, conf);
    this.root = storage.qualified(new Path(uri));
    if (GLOB.matcher(root.toString()).find()) {
      throw PipelineException.configuration(
          "%s: '%s' cannot be told from a pattern: choose a folder without any of { } [ ] * ? \\ in"
              + " its whole path",
          KEY, root);
    }
    this.exclusive = ExclusiveCreate.on(storage.fileSystem());
  }

  /**
   * For reading: changes nothing.
   *
   * @throws PipelineException of kind DATA when nothing was ever published there
   */
  public static Output open(Configuration conf, String uri) {
    Output output = new Output(conf, uri);
    if (!output.storage.exists(output.marker())) {
      throw PipelineException.data(
          "%s is not an output of seriescast: it has no %s. Give --output the folder that a run"
              + " was written to",
          output.root, MARKER);
    }
    return output;
  }

  /**
   * For writing: makes the folder on first use, and shows that this user may write there before any
   * work is done.
   *
   * @throws PipelineException of kind CONFLICT when the folder holds what is not ours, of kind DATA
   *     when it cannot be written
   */
  public static Output create(Configuration conf, String uri) {
    Output output = new Output(conf, uri);
    if (!output.storage.exists(output.marker())) {
      output.requireNothingForeign();
      output.storage.makeFolder(output.root);
      Storage.told(
          "write",
          output.marker(),
          () -> output.createExclusively(output.marker(), MARKER_CONTENT));
    }
    output.requireWritable();
    return output;
  }

  public static Output open(SparkSession spark, String uri) {
    return open(spark.sessionState().newHadoopConf(), uri);
  }

  public static Output create(SparkSession spark, String uri) {
    return create(spark.sessionState().newHadoopConf(), uri);
  }

  private void requireNothingForeign() {
    List<String> foreign =
        storage.list(root).stream()
            .map(f -> f.getPath().getName())
            .filter(name -> !name.startsWith("." + MARKER)) // another process is here as well
            .toList();
    if (!foreign.isEmpty() && !storage.exists(marker())) {
      throw PipelineException.conflict(
          "%s holds files that are not ours (%s, …; %d in all): nothing was written. Give --output"
              + " an empty or a new folder",
          root, foreign.get(0), foreign.size());
    }
  }

  private void requireWritable() {
    Path probe = Storage.aside(workFolder(), new Path(workFolder(), ".probe"));
    Storage.told(
        "write to",
        root,
        () -> {
          storage.fileSystem().create(probe, false).close();
          return storage.fileSystem().delete(probe, false);
        });
  }

  /** The run of that name: begun, carried on, or published already. */
  public Run run(String runId) {
    return run(new RunId(runId));
  }

  public Run run(RunId runId) {
    return runs.computeIfAbsent(runId, id -> new Run(this, id));
  }

  /**
   * A run of a name that never was: the exclusive creation of its marker decides, so that neither a
   * clock that jumps back nor a second process makes a duplicate.
   */
  public Run newRun(Clock clock, RandomGenerator random) {
    for (int attempt = 0; attempt < 100; attempt++) {
      RunId id = RunId.create(clock, random);
      Run run = run(id);
      byte[] begun =
          Json.bytes(Map.of("run_id", id.value(), "begun", Instant.now(clock).toString()));
      if (!storage.exists(run.root())
          && Storage.told("write", run.work(), () -> createExclusively(run.taken(), begun))) {
        return run;
      }
    }
    throw PipelineException.conflict(
        "%s: no free run id found in 100 attempts. Give --run-id one of your own", root);
  }

  /** The runs that did at least one step and are not published: the one worked on last first. */
  public List<Run> unfinished() {
    Set<String> published = commits().stream().map(Commit::runId).collect(Collectors.toSet());
    Map<Run, Instant> lastSteps = new HashMap<>();
    for (FileStatus folder : storage.list(workFolder())) {
      String name = folder.getPath().getName();
      if (RunId.isName(name) && !published.contains(name)) {
        List<StepRecord> records = run(name).records();
        if (!records.isEmpty()) {
          lastSteps.put(run(name), records.get(records.size() - 1).startedAt());
        }
      }
    }
    return lastSteps.entrySet().stream()
        .sorted(Map.Entry.<Run, Instant>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The published runs, oldest first. */
  public List<Commit> commits() {
    return commitsAfter(0);
  }

  List<Commit> commitsAfter(long number) {
    return storage.list(commitsFolder()).stream()
        .filter(f -> f.getLen() > 0) // being written at this moment, where creation is not atomic
        .filter(f -> numberOf(f.getPath()) > number)
        .sorted(Comparator.comparingLong(f -> numberOf(f.getPath())))
        .map(f -> readCommit(f.getPath()))
        .toList();
  }

  /** The commit of a run, if it is published. */
  public Optional<Commit> commitOf(RunId runId) {
    // A commit comes after its manifest: without one there is no need to read every commit.
    return storage.exists(run(runId).manifestFile())
        ? commits().stream().filter(c -> c.runId().equals(runId.value())).findFirst()
        : Optional.empty();
  }

  private Commit readCommit(Path path) {
    Commit commit = Json.read(storage.read(path, LARGEST_COMMIT), Commit.class, path);
    if (commit.formatVersion() != Commit.FORMAT_VERSION
        || commit.number() != numberOf(path)
        || !RunId.isName(commit.runId())) {
      throw new PipelineException(
          ErrorKind.DATA,
          "%s is damaged: format %d (expected %d), number %d, run id '%s'"
              .formatted(
                  path,
                  commit.formatVersion(),
                  Commit.FORMAT_VERSION,
                  commit.number(),
                  commit.runId()));
    }
    return commit;
  }

  /** The number in a commit's name, or 0 when it is not one. */
  private static long numberOf(Path path) {
    var name = COMMIT.matcher(path.getName());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  /** The highest number in use, whole or not; 0 for none. */
  long lastNumber() {
    return storage.list(commitsFolder()).stream()
        .mapToLong(f -> numberOf(f.getPath()))
        .max()
        .orElse(0);
  }

  boolean createExclusively(Path target, byte[] content) throws java.io.IOException {
    return exclusive.create(target, content);
  }

  Storage storage() {
    return storage;
  }

  /** OUTPUT itself, qualified. */
  public Path root() {
    return root;
  }

  private Path marker() {
    return new Path(root, MARKER);
  }

  Path commitsFolder() {
    return new Path(root, "commits");
  }

  Path runsFolder() {
    return new Path(root, "runs");
  }

  Path workFolder() {
    return new Path(root, "work");
  }
}
