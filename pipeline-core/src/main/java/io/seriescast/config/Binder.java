package io.seriescast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Binds a resolved HOCON object to a tree of records. Components may be int, long, double, boolean,
 * String, enums (kebab case), lists of those, {@code Map<String, String>}, and records. A component
 * named {@code batchSize} is the key {@code batch-size}.
 */
public final class Binder {
  private final List<String> problems = new ArrayList<>();

  private Binder() {}

  /**
   * @throws PipelineException of kind CONFIGURATION that lists every unknown key, wrong type and
   *     broken rule at once, each with its place
   */
  public static <T extends Record> T bind(Config config, Class<T> type) {
    Binder binder = new Binder();
    T bound = binder.record(config.root(), type, "");
    if (!binder.problems.isEmpty()) {
      throw new PipelineException(ErrorKind.CONFIGURATION, String.join("\n", binder.problems));
    }
    return bound;
  }

  /** The record, or null when a problem was noted. */
  private <T> T record(ConfigObject object, Class<T> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> keys = Arrays.stream(components).map(c -> kebab(c.getName())).toList();
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (!keys.contains(entry.getKey())) {
        problems.add(
            unknown(path + entry.getKey(), entry.getKey(), keys, entry.getValue().origin()));
      }
    }
    int before = problems.size();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      ConfigValue value = object.get(keys.get(i));
      if (value == null) {
        problems.add("%s%s is missing (it has no default)".formatted(path, keys.get(i)));
      } else {
        values[i] = value(value, components[i].getGenericType(), path + keys.get(i));
      }
    }
    if (problems.size() > before) {
      return null;
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Checks.InvalidSettings invalid) {
        invalid.violations().forEach(v -> problems.add(violation(v, object, path)));
        return null;
      }
      if (e.getCause() instanceof PipelineException told) {
        problems.add("%s: %s%s".formatted(path, told.getMessage(), place(object.origin())));
        return null;
      }
      throw new IllegalStateException(type + " cannot be built", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not a settings record", e);
    }
  }

  private Object value(ConfigValue value, Type type, String path) {
    if (type instanceof Class<?> c && c.isRecord()) {
      if (value instanceof ConfigObject object) {
        return record(object, c, path + ".");
      }
      problems.add(
          "%s must be a section { … }, got %s%s"
              .formatted(path, shown(value), place(value.origin())));
      return null;
    }
    if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      return list(value, p.getActualTypeArguments()[0], path);
    }
    return scalar(value, (Class<?>) type, path);
  }

  private List<Object> list(ConfigValue value, Type element, String path) {
    List<Object> bound = new ArrayList<>();
    // `--set a.list=x,y` has no brackets: one string, split at the commas
    if (value.valueType() == ConfigValueType.STRING) {
      String text = (String) value.unwrapped();
      for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
        bound.add(
            scalar(
                com.typesafe.config.ConfigValueFactory.fromAnyRef(part.strip())
                    .withOrigin(value.origin()),
                (Class<?>) element,
                path));
      }
      return bound;
    }
    if (!(value instanceof Iterable<?> items)) {
      return new ArrayList<>(Arrays.asList(scalar(value, (Class<?>) element, path)));
    }
    for (Object item : items) {
      bound.add(value((ConfigValue) item, element, path));
    }
    return bound;
  }

  private Object scalar(ConfigValue value, Class<?> type, String path) {
    if (type.isEnum()) {
      List<String> names =
          Arrays.stream(type.getEnumConstants()).map(c -> kebab((Enum<?>) c)).toList();
      int at = names.indexOf(String.valueOf(value.unwrapped()).toLowerCase(Locale.ROOT));
      if (at >= 0) {
        return type.getEnumConstants()[at];
      }
      problems.add(
          "%s must be one of %s, got %s%s"
              .formatted(path, String.join(", ", names), shown(value), place(value.origin())));
      return null;
    }
    Config one = value.atKey("v");
    try {
      if (isWhole(type) && one.getDouble("v") != Math.rint(one.getDouble("v"))) {
        throw new ConfigException.WrongType(value.origin(), "cut off by getInt");
      }
      if (type == int.class || type == Integer.class) {
        return one.getInt("v");
      } else if (type == long.class) {
        return one.getLong("v");
      } else if (type == double.class || type == Double.class) {
        return one.getDouble("v");
      } else if (type == boolean.class) {
        return one.getBoolean("v");
      } else if (type == String.class) {
        return one.getString("v");
      }
    } catch (ConfigException.WrongType | ConfigException.BadValue | ConfigException.Null e) {
      problems.add(
          "%s must be %s, got %s%s"
              .formatted(path, article(type), shown(value), place(value.origin())));
      return null;
    }
    throw new IllegalStateException("no binding for " + type + " at " + path);
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class || type == Integer.class || type == long.class;
  }

  private static String violation(Checks.Violation v, ConfigObject section, String path) {
    ConfigValue at = section.get(v.key());
    return "%s%s %s, got %s%s"
        .formatted(path, v.key(), v.rule(), v.found(), place((at == null ? section : at).origin()));
  }

  private static String unknown(String path, String key, List<String> keys, ConfigOrigin origin) {
    LevenshteinDistance distance = new LevenshteinDistance();
    String nearest =
        keys.stream().min(java.util.Comparator.comparing(k -> distance.apply(k, key))).orElse("");
    String hint =
        distance.apply(nearest, key) <= Math.max(2, key.length() / 3)
            ? "did you mean '%s'?".formatted(nearest)
            : "known here: " + keys.stream().sorted().collect(Collectors.joining(", "));
    return "%s is not a known key; %s%s".formatted(path, hint, place(origin));
  }

  /** The enum constant's name as it stands in a configuration file, as in {@code min-max}. */
  public static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A word of Java as component has an underscore behind: {@code static_}. */
  private static String kebab(String camel) {
    return camel
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceFirst("_$", "")
        .toLowerCase(Locale.ROOT);
  }

  private static String article(Class<?> type) {
    return type == boolean.class
        ? "true or false"
        : type == String.class
            ? "a text"
            : type == double.class || type == Double.class ? "a number" : "a whole number";
  }

  private static String shown(ConfigValue value) {
    return value.render(com.typesafe.config.ConfigRenderOptions.concise());
  }

  private static String place(ConfigOrigin origin) {
    String where = origin.filename() != null ? origin.filename() : origin.description();
    if (where == null || where.startsWith("hardcoded")) {
      return "";
    }
    where = where.replaceFirst("^String: ", "").replaceFirst(": \\d+$", "");
    boolean line = origin.lineNumber() > 0 && !where.startsWith("--set");
    return " (%s%s)".formatted(where, line ? ":" + origin.lineNumber() : "");
  }
}
