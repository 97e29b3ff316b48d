package io.seriescast.publish;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where training stood, in {@code OUTPUT/work/RUN_ID/checkpoints/NAME/N}: sealed like a model, so
 * that a kill in mid-write or a damaged disk costs one interval, never a wrong resume.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String KIND = "checkpoint";
  private static final String NAME = "name";
  private static final int KEPT = 2;
  private static final int MOST_ENTRIES = 16;
  private static final long LARGEST_ENTRY = Integer.MAX_VALUE - 1024L;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");

  private final Run run;
  private final Storage storage;

  /** A whole checkpoint; number grows with training (an epoch, an averaging round). */
  public record Checkpoint(Path folder, long number, Map<String, byte[]> entries) {}

  public Checkpoints(Run run) {
    this.run = run;
    this.storage = run.output().storage();
  }

  /**
   * Saves whole or not at all, then deletes all but the newest two of that name.
   *
   * @param name the model's
   * @param number ≥ 0; one that exists is replaced
   * @param entries by name, as {@code coefficients.bin}, {@code updater.bin}, {@code progress.json}
   */
  public void save(String name, long number, Map<String, byte[]> entries) {
    if (number < 0
        || entries.isEmpty()
        || entries.size() > MOST_ENTRIES
        || entries.containsKey(Envelope.SEAL)
        || !entries.keySet().stream().allMatch(RunId::isName)) {
      throw new IllegalArgumentException(
          "not a checkpoint: %s %d %s".formatted(name, number, entries.keySet()));
    }
    Map<String, byte[]> sorted = new TreeMap<>(entries);
    Path folder = new Path(folder(name), Long.toString(number));
    Envelope.write(
        storage, folder, run.aside(), KIND, Map.of("number", number), Map.of(NAME, name), sorted);
    List<FileStatus> newestFirst = newestFirst(name);
    newestFirst.stream().skip(KEPT).forEach(old -> storage.delete(old.getPath()));
  }

  /** The newest one that is whole; a damaged one is passed over with a warning. */
  public Optional<Checkpoint> latest(String name) {
    for (FileStatus file : newestFirst(name)) {
      try {
        return Optional.of(open(name, file.getPath()));
      } catch (PipelineException e) {
        if (e.kind() != ErrorKind.TRAINING) {
          throw e; // no permission, no connection: older ones would not help
        }
        LOG.warn("checkpoint passed over: {}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Checkpoint open(String name, Path folder) {
    Map<String, Long> limits = new TreeMap<>();
    for (FileStatus file : storage.list(folder)) {
      if (limits.size() <= MOST_ENTRIES && !file.getPath().getName().equals(Envelope.SEAL)) {
        limits.put(file.getPath().getName(), LARGEST_ENTRY);
      }
    }
    Envelope.Opened opened = Envelope.open(storage, folder, KIND, limits);
    long number = Long.parseLong(folder.getName());
    if (number != opened.seal().number("number", Long.MAX_VALUE, folder)
        || !name.equals(opened.seal().about().get(NAME))) {
      throw Envelope.corrupt(folder, "it is the checkpoint of another model or moment");
    }
    return new Checkpoint(folder, number, opened.entries());
  }

  private List<FileStatus> newestFirst(String name) {
    List<FileStatus> found = new ArrayList<>(storage.list(folder(name)));
    found.removeIf(f -> !NUMBER.matcher(f.getPath().getName()).matches());
    found.sort(
        Comparator.<FileStatus>comparingLong(f -> Long.parseLong(f.getPath().getName()))
            .reversed());
    return found;
  }

  private Path folder(String name) {
    if (!RunId.isName(name)) {
      throw new IllegalArgumentException("'" + name + "' is not a model's name");
    }
    return new Path(new Path(run.work(), "checkpoints"), name);
  }
}
