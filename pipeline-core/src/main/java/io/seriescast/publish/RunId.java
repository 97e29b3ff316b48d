package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a run, and of its folder: given by a scheduler, or made from the time and a random
 * part, as in {@code 20261123T165512Z-3f9a2c}. Unique by the exclusive creation of the folder
 * ({@link Output#newRun}), not by the clock.
 */
public record RunId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * @throws PipelineException of kind CONFIGURATION when the text could not be a folder's name on
   *     every file system, or would be hidden from Spark
   */
  public RunId {
    if (!isName(value)) {
      throw PipelineException.configuration(
          "'%s' is not a run id: expected 1 to 64 letters, digits, '.', '_' or '-', the first of"
              + " them a letter or a digit",
          value);
    }
  }

  /** A new id of this second. */
  public static RunId create(Clock clock, RandomGenerator random) {
    return new RunId("%s-%06x".formatted(TIME.format(clock.instant()), random.nextInt(1 << 24)));
  }

  /** Whether a text may be the name of a run, a model or a checkpoint: part of a path, that is. */
  static boolean isName(String text) {
    return text != null && FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
