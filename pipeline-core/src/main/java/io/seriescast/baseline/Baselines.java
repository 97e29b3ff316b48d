package io.seriescast.baseline;

import io.seriescast.error.PipelineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All baselines by name, the simplest first. */
public final class Baselines {
  private static final Pattern WITH_SEASON = Pattern.compile("(.+):([1-9]\\d{0,5})");
  private static final Map<String, Baseline> BY_NAME = new LinkedHashMap<>();

  static {
    for (Baseline baseline :
        new Baseline[] {
          new Naive(),
          new Mean(),
          new Drift(),
          new SeasonalNaive(),
          new SeasonalMean(),
          new SeasonallyAdjusted("naive2", new Naive(), true),
          new SeasonallyAdjusted("ses", new SimpleSmoothing()),
          new SeasonallyAdjusted("holt", new TrendSmoothing("holt", false)),
          new SeasonallyAdjusted("damped-holt", new TrendSmoothing("damped-holt", true)),
          new SeasonallyAdjusted("theta", new Theta()),
          new SeasonalSmoothing("holt-winters", false),
          new SeasonalSmoothing("holt-winters-multiplicative", true)
        }) {
      BY_NAME.put(baseline.name(), new FiniteBaseline(baseline));
    }
  }

  private Baselines() {}

  /**
   * A baseline by its name, or by name and season as in {@code seasonal-naive:168}.
   *
   * @throws PipelineException of kind CONFIGURATION that lists the valid names
   */
  public static Baseline of(String name) {
    Matcher withSeason = WITH_SEASON.matcher(name);
    if (withSeason.matches()) {
      return new AtSeason(of(withSeason.group(1)), Integer.parseInt(withSeason.group(2)));
    }
    Baseline baseline = BY_NAME.get(name);
    if (baseline == null) {
      throw PipelineException.configuration(
          "forecast.baselines: '%s' is no baseline; valid: %s", name, String.join(", ", names()));
    }
    return baseline;
  }

  /** {@code seasonal-naive} of {@code seasonal-naive:168}; a name without season as it is. */
  public static String withoutSeason(String name) {
    Matcher withSeason = WITH_SEASON.matcher(name);
    return withSeason.matches() ? withSeason.group(1) : name;
  }

  /** From the simplest to the most elaborate: the order in which ties are resolved. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }
}
