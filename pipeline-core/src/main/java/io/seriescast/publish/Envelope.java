package io.seriescast.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A folder of entries under one seal, {@code artifact.json}: its own checksum, and size and SHA-256
 * of every entry. Reading goes from the outside in: names, then sizes, then checksums, and only
 * what passed is handed out; no byte of an entry is parsed before.
 */
final class Envelope {
  static final String SEAL = "artifact.json";
  static final int FORMAT_VERSION = 1;
  private static final long LARGEST_SEAL = 256 << 10;

  private Envelope() {}

  /**
   * The content of {@code artifact.json}.
   *
   * @param kind what the folder is: {@code model} or {@code checkpoint}
   * @param numbers shapes and counters
   * @param about texts, as whose they are
   * @param checksum SHA-256 of this record with an empty checksum
   */
  record Seal(
      int formatVersion,
      String kind,
      String productVersion,
      Map<String, Long> numbers,
      Map<String, String> about,
      List<FileSeal> entries,
      String checksum) {
    Seal {
      numbers = new TreeMap<>(numbers);
      about = new TreeMap<>(about);
      entries = List.copyOf(entries);
    }

    /**
     * A shape or counter.
     *
     * @throws PipelineException MODEL_CORRUPT when it is absent or outside [0, most]
     */
    long number(String name, long most, Path where) {
      Long number = numbers.get(name);
      if (number == null || number < 0 || number > most) {
        throw corrupt(where, "%s is %s, expected 0 to %d".formatted(name, number, most));
      }
      return number;
    }

    /** A seal with its checksum. */
    static Seal of(
        String kind,
        String productVersion,
        Map<String, Long> numbers,
        Map<String, String> about,
        List<FileSeal> entries) {
      return new Seal(FORMAT_VERSION, kind, productVersion, numbers, about, entries, "").sealed();
    }

    private Seal withChecksum(String checksum) {
      return new Seal(formatVersion, kind, productVersion, numbers, about, entries, checksum);
    }

    private Seal sealed() {
      Seal open = withChecksum("");
      return open.withChecksum(Sha256.of(Json.bytes(open)));
    }
  }

  /** What was read: the seal, and the entries as their checksums say they were written. */
  record Opened(Seal seal, Map<String, byte[]> entries) {}

  /** Writes the folder: absent or whole, an earlier one is replaced. */
  static void write(
      Storage storage,
      Path folder,
      Path asideFolder,
      String kind,
      Map<String, Long> numbers,
      Map<String, String> about,
      Map<String, byte[]> entries) {
    Path aside = Storage.aside(asideFolder, folder);
    List<FileSeal> seals = new ArrayList<>();
    entries.forEach(
        (name, content) -> {
          storage.create(new Path(aside, name), content);
          seals.add(new FileSeal(name, content.length, Sha256.of(content)));
        });
    Seal seal = Seal.of(kind, Versions.product(), numbers, about, seals);
    storage.create(new Path(aside, SEAL), Json.bytes(seal));
    storage.replace(aside, folder, asideFolder);
  }

  /**
   * @param limits the entries that may be there, each with its largest size in bytes
   * @throws PipelineException of kind TRAINING: absent, MODEL_CORRUPT, of another version, or with
   *     an entry that is not allowed
   */
  static Opened open(Storage storage, Path folder, String kind, Map<String, Long> limits) {
    Map<String, FileStatus> files = new TreeMap<>();
    for (FileStatus file : storage.list(folder)) {
      String name = file.getPath().getName();
      if (!file.isFile() || !(limits.containsKey(name) || name.equals(SEAL))) {
        throw PipelineException.training(
            "MODEL_REFUSED: %s has the entry '%s', expected only %s and %s. Nothing was loaded",
            folder, name, SEAL, String.join(", ", new TreeMap<>(limits).keySet()));
      }
      files.put(name, file);
    }
    if (!files.containsKey(SEAL)) {
      throw PipelineException.training(
          "%s is not a %s: it has no %s. Train first, or name the run that did",
          folder, kind, SEAL);
    }
    Seal seal =
        seal(bytes(storage, files.get(SEAL), LARGEST_SEAL), files.get(SEAL).getPath(), kind);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (FileSeal entry : seal.entries()) {
      FileStatus file = files.remove(entry.path());
      if (file == null || entry.path().equals(SEAL)) {
        throw corrupt(folder, "the entry " + entry.path() + " is missing");
      }
      if (file.getLen() != entry.bytes()) {
        throw corrupt(
            file.getPath(), "%d bytes, sealed with %d".formatted(file.getLen(), entry.bytes()));
      }
      byte[] content = bytes(storage, file, limits.get(entry.path()));
      if (!Sha256.of(content).equals(entry.sha256())) {
        throw corrupt(file.getPath(), "its SHA-256 is not the sealed one");
      }
      entries.put(entry.path(), content);
    }
    files.remove(SEAL);
    if (!files.isEmpty()) {
      throw PipelineException.training(
          "MODEL_REFUSED: %s has entries that its seal does not know: %s", folder, files.keySet());
    }
    return new Opened(seal, entries);
  }

  private static Seal seal(byte[] json, Path path, String kind) {
    JsonNode version = parsed(path, () -> Json.tree(json, path)).path("formatVersion");
    if (version.isInt() && version.asInt() != FORMAT_VERSION) {
      throw PipelineException.training(
          "%s has format %d, this version of seriescast reads %d: use the version that wrote it, or"
              + " train again",
          path, version.asInt(), FORMAT_VERSION);
    }
    Seal seal = parsed(path, () -> Json.read(json, Seal.class, path));
    // As bytes: then no byte of the file can differ from what was sealed.
    if (!Arrays.equals(json, Json.bytes(seal.sealed()))) {
      throw corrupt(path, "its checksum is not its own");
    }
    if (!kind.equals(seal.kind())) {
      throw PipelineException.training("%s seals a %s, expected a %s", path, seal.kind(), kind);
    }
    if (seal.entries().stream().anyMatch(e -> e.path() == null || e.sha256() == null)) {
      throw corrupt(path, "an entry has no name or no checksum");
    }
    return seal;
  }

  /** What is read from an entry's JSON; an entry that is damaged is a corrupt model. */
  static <T> T parsed(Path entry, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (PipelineException e) {
      throw e.kind() == ErrorKind.DATA ? corrupt(entry, e.getMessage()) : e;
    }
  }

  private static byte[] bytes(Storage storage, FileStatus file, long limit) {
    if (file.getLen() > limit) {
      throw PipelineException.training(
          "MODEL_REFUSED: %s has %d bytes, expected at most %d: not read",
          file.getPath(), file.getLen(), limit);
    }
    try {
      return storage.read(file.getPath(), limit);
    } catch (PipelineException e) {
      if (e.getCause() instanceof org.apache.hadoop.fs.ChecksumException) {
        throw corrupt(file.getPath(), e.getMessage());
      }
      throw e;
    }
  }

  static PipelineException corrupt(Object where, String how) {
    return PipelineException.training(
        "MODEL_CORRUPT: %s: %s. Nothing was loaded. Restore the file or train again", where, how);
  }
}
