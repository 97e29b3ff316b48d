package io.seriescast.publish;

import io.seriescast.config.Redaction;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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

  /**
   * Of files, folders (with everything below, except names that Spark hides: {@code _x} but not
   * {@code _x=1}, {@code .x}) and globs.
   *
   * @param paths on any Hadoop file system, plain (not URL-encoded)
   * @throws PipelineException of kind DATA when a path names nothing or cannot be listed
   */
  public static InputFingerprint of(Configuration conf, Collection<String> paths) {
    TreeMap<String, FileStatus> files = new TreeMap<>();
    for (String text : paths) {
      Path path = new Path(text);
      Storage.told(
          "read the input",
          path,
          () -> {
            FileSystem fs = path.getFileSystem(conf);
            FileStatus[] found = fs.globStatus(path);
            if (found == null || found.length == 0) {
              throw PipelineException.data(
                  "the input %s: there is no such file or folder", Redaction.text(text));
            }
            for (FileStatus status : found) {
              addFiles(fs, status, files);
            }
            return null;
          });
    }
    return of(conf, files);
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
    TreeMap<String, FileStatus> files = new TreeMap<>();
    namesByFolder.forEach(
        (folder, names) -> {
          for (FileStatus file : Storage.of(conf, folder).list(folder)) {
            if (names.remove(file.getPath().getName())) {
              files.put(file.getPath().toString(), file);
            }
          }
          if (!names.isEmpty()) {
            throw PipelineException.data(
                "the input %s: there is no file %s any more",
                Redaction.text(folder.toString()), names.iterator().next());
          }
        });
    return of(conf, files);
  }

  private static InputFingerprint of(Configuration conf, TreeMap<String, FileStatus> files) {
    long bytes = files.values().stream().mapToLong(FileStatus::getLen).sum();
    boolean content = bytes <= SMALL;
    MessageDigest digest = Sha256.digest();
    for (FileStatus file : files.values()) {
      digest.update(utf8(file.getPath() + "\n" + file.getLen() + "\n"));
      if (content) {
        digest(conf, file.getPath(), digest);
      } else {
        digest.update(utf8(file.getModificationTime() + "\n"));
      }
    }
    Instant newest =
        files.values().stream()
            .map(f -> Instant.ofEpochMilli(f.getModificationTime()))
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

  private static void addFiles(FileSystem fs, FileStatus status, TreeMap<String, FileStatus> into)
      throws IOException {
    if (!status.isDirectory()) {
      into.put(status.getPath().toString(), status);
      return;
    }
    for (FileStatus child : fs.listStatus(status.getPath())) {
      String name = child.getPath().getName();
      boolean partition = name.startsWith("_") && name.contains("=");
      if (partition || !(name.startsWith("_") || name.startsWith("."))) {
        addFiles(fs, child, into);
      }
    }
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
