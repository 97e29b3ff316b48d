package io.seriescast.publish;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One run on disk. Until it is published its tables may be written, and written again; each is
 * absent or whole (see {@link Storage} for object stores). Once published it is read only.
 */
public final class Run {
  private static final long LARGEST_RECORD = 16L << 20;

  /** Folders of step records. */
  private static final String BEGUN = "begun";

  private static final String DONE = "steps";

  private final Output output;
  private final Storage storage;
  private final RunId id;
  private final Path root;
  private final Path work;

  /** The run that this one is a part of; null for a run of its own. */
  private final Run whole;

  private volatile Lease lease;

  Run(Output output, RunId id) {
    this(
        output,
        id,
        new Path(output.runsFolder(), id.value()),
        new Path(output.workFolder(), id.value()),
        null);
  }

  private Run(Output output, RunId id, Path root, Path work, Run whole) {
    this.output = output;
    this.storage = output.storage();
    this.id = id;
    this.root = root;
    this.work = work;
    this.whole = whole;
  }

  /**
   * A run inside this one, with steps, tables, models and checkpoints of its own, all of them
   * hand-overs in this one's work folder. A table that it has not written it reads from this one.
   */
  public Run part(String name) {
    Path folder = new Path(work, name);
    return new Run(output, id, folder, folder, this);
  }

  public RunId runId() {
    return id;
  }

  public Output output() {
    return output;
  }

  /** {@code OUTPUT/runs/RUN_ID}: what will be published. */
  public Path root() {
    return root;
  }

  /** {@code OUTPUT/work/RUN_ID}: what the steps hand to each other, gone after publication. */
  public Path work() {
    return work;
  }

  /** Where a table is or will be. */
  public Path path(Table table) {
    return new Path(table.isPublished() ? root() : work(), table.folder());
  }

  /**
   * Writes a table; an earlier one of this run, unpublished, is replaced. One evaluation of the
   * rows; files by size ({@link TableFiles}). Extra columns are kept.
   *
   * @throws PipelineException of kind DATA for another schema, a full disk or a missing permission,
   *     of kind CONFLICT when the run is published
   */
  public void write(Table table, Dataset<Row> rows) {
    Schemas.check(rows.schema(), table.schema(), "writing table " + table.folder());
    requireWritable(table.folder());
    Path folder = Storage.aside(aside(), path(table));
    Path whole =
        TableFiles.write(storage, folder, CompactArrays.pack(table, rows), table.isPublished());
    requireWritable(table.folder()); // once more: it may have been taken over while it computed
    storage.replace(whole, path(table), aside());
    storage.delete(folder);
  }

  /**
   * A table of this run, published or not.
   *
   * @throws PipelineException of kind DATA that names the step to run first when it is absent, and
   *     every difference when its schema is another
   */
  public Dataset<Row> read(SparkSession spark, Table table) {
    if (!has(table)) {
      if (whole != null) {
        return whole.read(spark, table);
      }
      throw PipelineException.data(
          "run %s has no table %s (%s): run '%s' first, with the same --output and --run-id %s",
          id, table.folder(), path(table), stepOf(table), id);
    }
    Dataset<Row> rows;
    try {
      rows = CompactArrays.unpack(table, TableFiles.read(spark, storage, files(table)));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new PipelineException(
          ErrorKind.DATA, "%s cannot be read: %s".formatted(path(table), e.getMessage()), e);
    }
    Schemas.check(rows.schema(), table.schema(), path(table).toString());
    return rows;
  }

  /**
   * By name. A folder's files come in any order, and Spark deals those of one size to its tasks as
   * they come: networks would forecast in other batches from run to run, and differ in the last
   * digits.
   */
  private String[] files(Table table) {
    return storage.files(path(table)).stream()
        .map(file -> file.getPath().toString())
        .filter(file -> file.endsWith(".parquet"))
        .toArray(String[]::new);
  }

  public boolean has(Table table) {
    return storage.exists(path(table));
  }

  /** The command that writes a table. */
  static String stepOf(Table table) {
    return switch (table) {
      case GENERATED -> "generate";
      case REGULAR, REFUSED, SERIES, QUARANTINE -> "ingest";
      case PREPARED, SCALERS, WINDOWS -> "prepare";
      case LOSSES -> "train";
      case PREDICTIONS, STATUS -> "forecast";
      case METRICS -> "evaluate";
    };
  }

  /**
   * Writes a small file of the run, as {@code report/index.html}: absent or whole, replaced while
   * unpublished.
   */
  public void writeBytes(String relative, byte[] content) {
    requireWritable(relative);
    storage.put(inside(relative), content, aside());
  }

  public void writeText(String relative, String content) {
    writeBytes(relative, content.getBytes(StandardCharsets.UTF_8));
  }

  public boolean has(String relative) {
    return storage.exists(inside(relative));
  }

  private Path inside(String relative) {
    for (String part : relative.split("/", -1)) {
      if (!RunId.isName(part)) {
        throw new IllegalArgumentException("'" + relative + "' is not a path inside a run");
      }
    }
    return new Path(root(), relative);
  }

  /** Says that a step is done; to be called after everything the step writes. */
  public void record(StepRecord record) {
    requireWritable("the record of step " + record.step());
    storage.put(file(DONE, record.step()), Json.bytes(record), aside());
  }

  /**
   * Says that a step begins which will keep what it did so far, to go on from it after a kill.
   *
   * @param start without facts
   * @throws PipelineException of kind CONFLICT that names every difference when it was begun with
   *     other settings or another input
   */
  public void begin(StepRecord start) {
    Path file = file(BEGUN, start.step());
    if (storage.exists(file)) {
      read(file).requireSame(id, "begun", start.settings(), start.inputFingerprint());
    } else {
      requireWritable("the start of step " + start.step());
      storage.put(file, Json.bytes(start), aside());
    }
  }

  /** What {@link #begin} said of all steps that keep what they did so far, done or not. */
  public List<StepRecord> begun() {
    return records(BEGUN);
  }

  /** The record of a step that was done, if it was. */
  public Optional<StepRecord> record(String step) {
    Path file = file(DONE, step);
    return storage.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** The records of all steps done, in the order they were begun. */
  public List<StepRecord> records() {
    return records(DONE);
  }

  private List<StepRecord> records(String folder) {
    return storage.list(new Path(work(), folder)).stream()
        .map(found -> read(found.getPath()))
        .sorted(Comparator.comparing(StepRecord::startedAt).thenComparing(StepRecord::step))
        .toList();
  }

  private StepRecord read(Path file) {
    return Json.read(storage.read(file, LARGEST_RECORD), StepRecord.class, file);
  }

  /**
   * Whether a step can be skipped: done, with the same settings and the same input.
   *
   * @throws PipelineException of kind CONFLICT that names every difference when it was done
   *     otherwise
   */
  public boolean isDone(String step, EffectiveConfig settings, String inputFingerprint) {
    Optional<StepRecord> done = record(step);
    done.ifPresent(r -> r.requireSame(id, "done", settings, inputFingerprint));
    return done.isPresent();
  }

  /**
   * Takes the right to write this run; to be held by a job from its first write to its last.
   *
   * @param application Spark's application id
   * @throws PipelineException of kind CONFLICT that names the process that works on the run
   */
  public Lease hold(String application, Clock clock) {
    lease = Lease.take(this, application, clock, () -> lease = null);
    return lease;
  }

  /** What this process holds of the run. */
  Optional<Lease> lease() {
    return Optional.ofNullable(lease);
  }

  /** The commit that published this run, if it is published. */
  public Optional<Commit> commit() {
    return output.commitOf(id);
  }

  /** What was published, or was about to be. */
  public Optional<Manifest> manifest() {
    return storage.exists(manifestFile())
        ? Optional.of(Manifest.read(storage, manifestFile()))
        : Optional.empty();
  }

  void requireWritable(String what) {
    commit()
        .ifPresent(
            c -> {
              throw PipelineException.conflict(
                  "run %s is published (commit %d of %s): %s was not written. Give a new --run-id",
                  id, c.number(), c.committed(), what);
            });
    Lease held = whole == null ? lease : whole.lease;
    if (held != null) {
      held.requireHeld();
    }
  }

  /** What takes the run id. */
  Path taken() {
    return new Path(work(), "run.json");
  }

  Path manifestFile() {
    return new Path(root(), "manifest.json");
  }

  Path aside() {
    return new Path(work(), "aside");
  }

  private Path file(String folder, String step) {
    return new Path(new Path(work(), folder), step + ".json");
  }
}
