package io.seriescast.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the recipe chose: keys of the configuration with their values as HOCON, and why.
 *
 * @param values as {@code window.patch} → {@code 24}
 * @param reasons by the same keys
 */
public record Plan(Map<String, String> values, Map<String, String> reasons) {
  public Plan {
    values = Map.copyOf(values);
    reasons = Map.copyOf(reasons);
  }

  /** Collects choices. */
  static final class Builder {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();

    Builder set(String key, Object value, String reason) {
      values.put(key, String.valueOf(value));
      reasons.put(key, reason);
      return this;
    }

    Plan build() {
      return new Plan(values, reasons);
    }
  }
}
