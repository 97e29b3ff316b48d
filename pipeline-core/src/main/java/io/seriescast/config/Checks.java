package io.seriescast.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with a record's components, so that all of it is told at once. To be used
 * in compact constructors: {@code new Checks().atLeast("epochs", epochs, 1).between("dropout",
 * dropout, 0, 0.9).done();}
 */
public final class Checks {
  /** One broken rule: the key within the section, the rule ("must be ≥ 1"), and the value found. */
  public record Violation(String key, String rule, Object found) {}

  /** Thrown by {@link #done()}; {@link Binder} adds section and origin. */
  public static final class InvalidSettings extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient List<Violation> violations;

    InvalidSettings(List<Violation> violations) {
      super(violations.toString());
      this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
      return violations;
    }
  }

  private final List<Violation> violations = new ArrayList<>();

  public Checks that(boolean ok, String key, String rule, Object found) {
    if (!ok) {
      violations.add(new Violation(key, rule, found));
    }
    return this;
  }

  public Checks atLeast(String key, double value, double minimum) {
    return that(value >= minimum, key, "must be ≥ " + plain(minimum), value(value));
  }

  public Checks positive(String key, double value) {
    return that(value > 0, key, "must be > 0", value(value));
  }

  public Checks between(String key, double value, double low, double high) {
    return that(
        value >= low && value <= high,
        key,
        "must be between %s and %s".formatted(plain(low), plain(high)),
        value(value));
  }

  public Checks oneOf(String key, String value, Collection<String> valid) {
    return that(valid.contains(value), key, "must be one of " + String.join(", ", valid), value);
  }

  public Checks notEmpty(String key, Collection<?> values) {
    return that(!values.isEmpty(), key, "must not be empty", values);
  }

  public Checks distinct(String key, Collection<?> values) {
    return that(Set.copyOf(values).size() == values.size(), key, "must not repeat", values);
  }

  /**
   * @throws InvalidSettings when any check failed
   */
  public void done() {
    if (!violations.isEmpty()) {
      throw new InvalidSettings(violations);
    }
  }

  private static Object value(double value) {
    return plain(value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
