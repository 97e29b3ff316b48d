package io.seriescast.publish;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import io.seriescast.config.Redaction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration as a run saw it: every key with its value, sorted, secrets redacted. Secrets do
 * not take part in the hash either: they decide who may read the data, not what is computed.
 */
public record EffectiveConfig(Map<String, String> values) {
  public EffectiveConfig {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Of a resolved configuration, as {@code ConfigFiles.load} gives it. */
  public static EffectiveConfig of(Config config) {
    Map<String, String> values = new TreeMap<>();
    config
        .entrySet()
        .forEach(
            e -> {
              String key = String.join(".", ConfigUtil.splitPath(e.getKey()));
              values.put(
                  key, Redaction.value(key, e.getValue().render(ConfigRenderOptions.concise())));
            });
    return new EffectiveConfig(values);
  }

  /**
   * The keys of some sections only, or single keys, as in {@code sections("source",
   * "evaluate.stride")}.
   */
  public EffectiveConfig sections(String... names) {
    return new EffectiveConfig(
        values.entrySet().stream()
            .filter(e -> Arrays.stream(names).anyMatch(n -> (e.getKey() + ".").startsWith(n + ".")))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** All keys but some. */
  public EffectiveConfig without(Set<String> keys) {
    Map<String, String> others = new TreeMap<>(values);
    others.keySet().removeAll(keys);
    return new EffectiveConfig(others);
  }

  /** Equal exactly when the values are. */
  public String sha256() {
    return Sha256.of(Json.bytes(values));
  }

  /** As in {@code train.epochs was 10, is 12}, one for every key that differs. */
  public List<String> differences(EffectiveConfig now) {
    TreeMap<String, String> all = new TreeMap<>(values);
    all.putAll(now.values);
    return all.keySet().stream()
        .filter(k -> !String.valueOf(values.get(k)).equals(String.valueOf(now.values.get(k))))
        .map(k -> "%s was %s, is %s".formatted(k, shown(values, k), shown(now.values, k)))
        .toList();
  }

  private static String shown(Map<String, String> values, String key) {
    return values.getOrDefault(key, "absent");
  }
}
