package io.seriescast.testing;

import io.seriescast.Settings;
import java.util.List;

/** Settings as a user would make them: the defaults and some {@code --set key=value}. */
public final class Configured {
  private Configured() {}

  public static Settings with(String... sets) {
    return Settings.load(null, List.of(sets));
  }
}
