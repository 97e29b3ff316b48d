package io.seriescast.publish;

import io.seriescast.config.Redaction;
import io.seriescast.error.PipelineException;
import io.seriescast.source.Inventory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What the input was, so that a run can tell that it changed. Small inputs by content (the same
 * file copied again is the same input), large ones by names, sizes and modification times.
 *
 * @param sha256 equal exactly when the input is
 * @param kind what was hashed: {@code content}, {@code listing}, or {@code settings} where the
 *     input is generated
 * @param files how many
 * @param bytes of all of them
 * @param newest the latest modification time; null where there is no file
 */
public record InputFingerprint(String sha256, String kind, long files, long bytes, Instant newest) {
  /** Up to here the content is hashed; a second or so on one core. */
  static final long SMALL = 64L << 20;

  /** Of the files behind a path. */
  public static InputFingerprint of(Configuration conf, Inventory inventory) {
    return of(conf, inventory.files());
  }

  /**
   * Of a table's files, as {@code Dataset.inputFiles()} names them (URL-encoded, no globs). A table
   * that is not made of files has none, and its fingerprint is always the same.
   */
  public static InputFingerprint ofFiles(Configuration conf, Collection<String> urlEncoded) {
    Map<Path, Set<String>> namesByFolder = new HashMap<>();
    for (String url : urlEncoded) {
      Path path = new Path(URI.create(url));
      namesByFolder.computeIfAbsent(path.getParent(), f -> new HashSet<>()).add(path.getName());
    }
    List<Inventory.File> files = new ArrayList<>();
    namesByFolder.forEach(
        (folder, names) -> {
          for (FileStatus file : Storage.of(conf, folder).list(folder)) {
            if (names.remove(file.getPath().getName())) {
              files.add(Inventory.File.of(file));
            }
          }
          if (!names.isEmpty()) {
            throw PipelineException.data(
                "the input %s: there is no file %s any more",
                Redaction.text(folder.toString()), names.iterator().next());
          }
        });
    files.sort(Comparator.comparing(Inventory.File::path));
    return of(conf, files);
  }

  private static InputFingerprint of(Configuration conf, List<Inventory.File> files) {
    long bytes = files.stream().mapToLong(Inventory.File::bytes).sum();
    boolean content = bytes <= SMALL;
    MessageDigest digest = Sha256.digest();
    for (Inventory.File file : files) {
      digest.update(utf8(file.path() + "\n" + file.bytes() + "\n"));
      if (content) {
        digest(conf, new Path(file.path()), digest);
      } else {
        digest.update(utf8(file.modified() + "\n"));
      }
    }
    Instant newest =
        files.stream()
            .map(file -> Instant.ofEpochMilli(file.modified()))
            .max(Instant::compareTo)
            .orElse(null);
    return new InputFingerprint(
        Sha256.hex(digest.digest()), content ? "content" : "listing", files.size(), bytes, newest);
  }

  /** Of generated input: it is what its settings say. */
  public static InputFingerprint ofSettings(EffectiveConfig settings) {
    return new InputFingerprint(settings.sha256(), "settings", 0, 0, null);
  }

  /** Of both: what a run reads beside its series. */
  public InputFingerprint and(InputFingerprint other) {
    return new InputFingerprint(
        Sha256.of(utf8(sha256 + "\n" + other.sha256)),
        kind,
        files + other.files,
        bytes + other.bytes,
        Stream.of(newest, other.newest)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }

  /**
   * Refuses a result made from input that changed meanwhile: part of it would be of the old state,
   * part of the new one.
   *
   * @param after the same paths' fingerprint at the end of the run
   * @throws PipelineException of kind DATA
   */
  public void requireUnchanged(InputFingerprint after) {
    if (!sha256.equals(after.sha256)) {
      throw PipelineException.data(
          "the input changed during the run: %s before, %s after. Nothing was published. Let the"
              + " input come to rest, then run again with a new --run-id",
          shown(), after.shown());
    }
  }

  private String shown() {
    return "%d files of %d bytes, newest %s, %s %s"
        .formatted(files, bytes, newest, kind, StepRecord.brief(sha256));
  }

  private static void digest(Configuration conf, Path path, MessageDigest digest) {
    Storage.told(
        "read the input",
        path,
        () -> {
          byte[] buffer = new byte[1 << 16];
          try (FSDataInputStream in = path.getFileSystem(conf).open(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              digest.update(buffer, 0, n);
            }
          }
          return null;
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
