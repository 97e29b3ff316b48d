package io.seriescast.config;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;

/** Turns what a file system throws into what a user can act on: the path, the user, the cause. */
public final class StorageFailure {
  /** The words of a full spark.local.dir: Spark itself, and no file system, was writing. */
  public static final Pattern FULL_LOCAL_DIR =
      Pattern.compile(
          "No space left on device(?!.*org\\.apache\\.hadoop\\.fs).*org\\.apache\\.spark\\."
              + "(?:storage|shuffle|util\\.collection)\\.",
          Pattern.DOTALL);

  private StorageFailure() {}

  /**
   * @param doing what was tried, as in "write" or "list"
   */
  public static PipelineException of(String doing, Path path, Throwable cause) {
    String told = cause(cause);
    return new PipelineException(
        ErrorKind.DATA,
        "cannot %s %s as user %s: %s"
            .formatted(
                doing,
                Redaction.text(String.valueOf(path)),
                user(),
                told == null ? Redaction.text(lastWords(cause)) : told),
        cause);
  }

  /** Disk full and missing permission in plain words, or null when it is something else. */
  public static String cause(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
      String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("no space left on device") || text.contains("enospc")) {
        return "no space left on the device. Free some space or choose another place, then run the"
            + " same command again";
      }
      if (t.getClass().getSimpleName().contains("QuotaExceeded")
          || text.contains("quotaexceeded")
          || text.contains("quota exceeded")) {
        return "the quota is used up. Free some space or raise the quota, then run the same command"
            + " again";
      }
      if (t instanceof AccessControlException
          || t instanceof AccessDeniedException
          || text.contains("permission denied")
          || text.contains("eacces")) {
        return "permission denied. Give this user the right to read and write there, or choose"
            + " another place";
      }
    }
    return null;
  }

  /** Who the file system believes we are. */
  public static String user() {
    try {
      return UserGroupInformation.getCurrentUser().getShortUserName();
    } catch (IOException e) {
      return System.getProperty("user.name", "unknown");
    }
  }

  private static String lastWords(Throwable cause) {
    return cause instanceof FileNotFoundException
        ? "not found"
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
