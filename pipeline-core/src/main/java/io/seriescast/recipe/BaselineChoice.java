package io.seriescast.recipe;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The baselines that a blend may draw on: few ideas (last value, last season, mean season, trend,
 * smoothing), each at every season that the table has.
 */
final class BaselineChoice {
  /** Seasonal smoothing keeps a state per step of the season: above this it is slow, and vague. */
  private static final int MOST_STATES = 24;

  private BaselineChoice() {}

  /** As a HOCON list; {@code seasonal-naive}, at the declared season, always among them. */
  static String of(Profile profile, Rhythm rhythm) {
    Set<String> names = new LinkedHashSet<>();
    names.add("naive");
    names.add("seasonal-naive");
    names.add("naive2");
    int season = rhythm.season();
    for (String name : new String[] {"seasonal-naive", "seasonal-mean", "theta", "damped-holt"}) {
      names.add(at(name, season, profile));
    }
    if (season == 1) {
      names.add("drift");
      names.add("mean");
    } else if (season <= MOST_STATES) {
      names.add(at("holt-winters", season, profile));
      if (profile.positive() > Recipe.MOSTLY) {
        names.add(at("holt-winters-multiplicative", season, profile));
      }
    }
    if (rhythm.hasWeek()) {
      for (String name : new String[] {"seasonal-naive", "seasonal-mean", "theta"}) {
        names.add(at(name, rhythm.longSeason(), profile));
      }
    }
    if (rhythm.annual() > 0) {
      names.add(at("seasonal-naive", rhythm.annual(), profile));
      if (season == 1) {
        names.add(at("seasonal-mean", rhythm.annual(), profile));
      }
    }
    // a single step repeated is the naive forecast, which is there already
    names.remove("seasonal-naive:1");
    return names.stream().map(n -> '"' + n + '"').collect(Collectors.joining(", ", "[", "]"));
  }

  private static String at(String name, int season, Profile profile) {
    return season == profile.season() ? name : name + ":" + season;
  }
}
