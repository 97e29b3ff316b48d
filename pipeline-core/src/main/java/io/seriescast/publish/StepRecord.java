package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step that was done: written after everything the step wrote, so that a later command may rely
 * on the step's tables and need not do it again.
 *
 * @param step the command's name, as {@code ingest}
 * @param settings the keys that the step's result depends on
 * @param inputFingerprint of the source's files ({@link InputFingerprint#sha256()})
 * @param facts what the manifest and the report tell of the step: counts, figures; JSON types only;
 *     read back, a number is any {@code Number} and NaN the text "NaN"
 * @param seconds how long it took
 */
public record StepRecord(
    String step,
    EffectiveConfig settings,
    String inputFingerprint,
    Map<String, Object> facts,
    double seconds,
    Instant startedAt) {

  /** Of a step that begins. */
  public static StepRecord start(
      String step, EffectiveConfig settings, String inputFingerprint, Instant at) {
    return new StepRecord(step, settings, inputFingerprint, Map.of(), 0, at);
  }

  public StepRecord {
    if (!RunId.isName(step)) {
      throw new IllegalArgumentException("'" + step + "' is not a step");
    }
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /**
   * A step's result is used again, or gone on from, only when it was made from the same settings
   * and the same input.
   *
   * @param how far the step got: begun or done
   * @throws PipelineException of kind CONFLICT that names every difference
   */
  void requireSame(RunId run, String how, EffectiveConfig settingsNow, String inputNow) {
    List<String> differences = differences(settingsNow, inputNow);
    if (!differences.isEmpty()) {
      throw PipelineException.conflict(
          "run %s has %s step '%s' already (%s) with another input or configuration: %s. Give a"
              + " new --run-id, or take back the change",
          run, how, step, startedAt, String.join("; ", differences));
    }
  }

  /** As in {@code train.epochs was 10, is 12}; empty where the result may be used again. */
  public List<String> differences(EffectiveConfig settingsNow, String inputNow) {
    return differences(settings, settingsNow, inputFingerprint, inputNow);
  }

  /** The same of any two states. */
  static List<String> differences(
      EffectiveConfig was, EffectiveConfig now, String inputWas, String inputNow) {
    List<String> differences = new ArrayList<>(was.differences(now));
    if (!inputWas.equals(inputNow)) {
      differences.add(
          "the input was %s, is %s (SHA-256)".formatted(brief(inputWas), brief(inputNow)));
    }
    return differences;
  }

  static String brief(String sha256) {
    return sha256.length() > 12 ? sha256.substring(0, 12) + "…" : sha256;
  }
}
