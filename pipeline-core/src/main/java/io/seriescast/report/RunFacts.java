package io.seriescast.report;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Names of facts that the page understands. Every other fact is listed as it is, name and value, so
 * secrets must be redacted by whoever hands facts over.
 */
public final class RunFacts {
  public static final String RUN_ID = "run_id";
  public static final String AS_OF = "as_of";

  /** The zone of the time axes, as {@code Europe/Berlin}; UTC without. */
  public static final String TIME_ZONE = "time_zone";

  public static final String ROWS_READ = "rows.read";
  public static final String ROWS_USED = "rows.used";

  /** Where absent, the sum of the quarantine table's rows stands. */
  public static final String ROWS_QUARANTINED = "rows.quarantined";

  public static final String ROWS_DEDUPLICATED = "rows.deduplicated";

  /** Name of the network that the page is about; where absent, the best one. */
  public static final String MAIN_MODEL = "main_model";

  private static final String SECONDS = "seconds.";
  private static final String MODEL = "model.";

  private RunFacts() {}

  /** How long a step of the run took, in seconds. Steps are shown in the order of the map. */
  public static String secondsOf(String step) {
    return SECONDS + step;
  }

  /** Number of trained parameters of a network. */
  public static String parametersOf(String model) {
    return MODEL + model + ".parameters";
  }

  /** Seconds that a network was trained for; where absent, the sum of its losses' seconds. */
  public static String trainingSecondsOf(String model) {
    return MODEL + model + ".seconds";
  }

  static boolean isSeconds(String fact) {
    return fact.startsWith(SECONDS);
  }

  static String step(String fact) {
    return fact.substring(SECONDS.length());
  }

  /** Whether the fact has a place of its own on the page and is not listed once more. */
  static boolean isPlaced(String fact) {
    return isSeconds(fact)
        || fact.startsWith("rows.")
        || fact.equals(MAIN_MODEL)
        || (fact.startsWith(MODEL) && (fact.endsWith(".parameters") || fact.endsWith(".seconds")));
  }

  static ZoneId zone(Map<String, String> facts) {
    try {
      return ZoneId.of(facts.getOrDefault(TIME_ZONE, "UTC"));
    } catch (DateTimeException e) {
      // A page with times in UTC is better than none.
      return ZoneOffset.UTC;
    }
  }

  static Long count(Map<String, String> facts, String name) {
    Double value = number(facts, name);
    return value == null ? null : Long.valueOf(Math.round(value));
  }

  static Double number(Map<String, String> facts, String name) {
    String text = facts.get(name);
    try {
      return text == null ? null : Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
