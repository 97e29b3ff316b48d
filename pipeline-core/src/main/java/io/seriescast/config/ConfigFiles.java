package io.seriescast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Layers the configuration: {@code --set} over the file over {@code reference.conf}. */
public final class ConfigFiles {
  /** A configuration is written by hand: anything larger is a mistake or an attack. */
  private static final long LARGEST_FILE = 1 << 20;

  /** Plain text that HOCON would cut off where it sees a comment. */
  private static final Pattern COMMENT = Pattern.compile("[^\"\\[{].*(?:#|//).*|#.*|//.*");

  private static final String DEFAULTS = "seriescast/reference.conf";

  private ConfigFiles() {}

  /**
   * @param file the user's file, or null for the defaults alone
   * @param sets {@code key=value} pairs of the command line, the last one wins
   * @throws PipelineException of kind CONFIGURATION when the file is missing, too large or not
   *     HOCON
   */
  public static Config load(Path file, List<String> sets) {
    Config config = ConfigFactory.empty();
    for (String set : sets) {
      config = parseSet(set).withFallback(config);
    }
    if (file != null) {
      config = config.withFallback(parseFile(file));
    }
    Config reference =
        ConfigFactory.parseResources(
            ConfigFiles.class.getClassLoader(),
            DEFAULTS,
            ConfigParseOptions.defaults().setAllowMissing(false));
    return config.withFallback(reference);
  }

  /** The keys that the file or the command line set, to their default or not. */
  public static Set<String> setByUser(Config loaded) {
    return loaded.entrySet().stream()
        .filter(e -> !DEFAULTS.equals(e.getValue().origin().resource()))
        .map(e -> String.join(".", ConfigUtil.splitPath(e.getKey())))
        .collect(Collectors.toSet());
  }

  /** A configuration with other values, as HOCON texts by key, in the place of its own. */
  public static Config with(Config config, Map<String, String> values, String by) {
    String hocon =
        values.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue())
            .collect(Collectors.joining("\n"));
    return ConfigFactory.parseString(hocon, options().setOriginDescription(by))
        .withFallback(config);
  }

  /**
   * No substitutions: of the environment, because a dump of the effective configuration must not
   * show it; of other keys, because forty lines that each hold the one before twice are a terabyte.
   */
  private static Config literal(Config config, String where) {
    if (!config.isResolved()) {
      throw PipelineException.configuration(
          "%s: ${…} and += are not allowed, neither other keys nor the environment can be named:"
              + " write the value itself",
          where);
    }
    return config;
  }

  private static Config parseSet(String set) {
    int at = set.indexOf('=');
    if (at < 1) {
      throw PipelineException.configuration("--set needs key=value, got '%s'", set);
    }
    String key = set.substring(0, at).strip();
    String value = set.substring(at + 1).strip();
    ConfigParseOptions options = options().setOriginDescription("--set " + key);
    try {
      String hocon = COMMENT.matcher(value).matches() ? ConfigUtil.quoteString(value) : value;
      return literal(ConfigFactory.parseString(key + " = " + hocon, options), "--set " + key);
    } catch (ConfigException structured) {
      try {
        // Not HOCON as it stands (a path with a colon, say): then it is meant as plain text.
        return ConfigFactory.parseString(key + " = " + ConfigUtil.quoteString(value), options);
      } catch (ConfigException e) {
        throw new PipelineException(
            ErrorKind.CONFIGURATION, "--set %s: %s".formatted(set, e.getMessage()), e);
      }
    }
  }

  private static Config parseFile(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw PipelineException.configuration("--config %s: no such file", file);
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw PipelineException.configuration(
            "--config %s: %d bytes, expected at most %d", file, Files.size(file), LARGEST_FILE);
      }
      return literal(
          ConfigFactory.parseString(
              Files.readString(file), options().setOriginDescription(file.toString())),
          "--config " + file);
    } catch (IOException e) {
      throw new PipelineException(
          ErrorKind.CONFIGURATION,
          "--config %s: cannot be read: %s".formatted(file, e.getMessage()),
          e);
    } catch (ConfigException e) {
      throw new PipelineException(
          ErrorKind.CONFIGURATION, "--config %s: not HOCON: %s".formatted(file, e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw new PipelineException(
          ErrorKind.CONFIGURATION, "--config %s: nested too deeply".formatted(file), e);
    }
  }

  private static ConfigParseOptions options() {
    return ConfigParseOptions.defaults().setIncluder(new NoIncludes());
  }

  /**
   * A configuration must not make the driver fetch files or addresses; each form of include is a
   * method of its own.
   */
  private static final class NoIncludes
      implements ConfigIncluder, ConfigIncluderURL, ConfigIncluderFile, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refused(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      throw refused(what);
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    private static ConfigException refused(Object what) {
      return new ConfigException.Generic(
          "include \"" + what + "\" is not allowed: put the keys into the file itself");
    }
  }
}
