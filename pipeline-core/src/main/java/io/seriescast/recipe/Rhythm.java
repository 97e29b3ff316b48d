package io.seriescast.recipe;

import io.seriescast.table.Frequency;

/**
 * The seasons that a recipe works with, in steps.
 *
 * @param season the shortest, a day of hours or a year of months; 1 for none
 * @param longSeason the week over the day where there is one; else {@code season}
 * @param annual the year over days or weeks, in whole weeks, where it shows; 0 for none
 * @param patch steps that one recurrent step takes
 */
record Rhythm(int season, int longSeason, int annual, int patch) {
  /** A recurrent step takes no more values than that: a week of hours. */
  private static final int LARGEST_PATCH = 168;

  /** A year of weeks, of working days or of days, as a declared season. */
  private static final int FEWEST_IN_A_YEAR = 50;

  static Rhythm of(Profile profile, int horizon) {
    int season = season(profile);
    return new Rhythm(season, longSeason(profile, season), annual(profile), patch(season, horizon));
  }

  boolean hasWeek() {
    return longSeason > season;
  }

  /** The declared or usual season where it shows in the data. */
  private static int season(Profile profile) {
    int candidate = isAnnual(profile) ? shorter(profile) : profile.season();
    boolean shows =
        candidate > 1
            && profile.median() >= 2.0 * candidate
            && profile.seasonal(candidate) >= enough(profile.frequency().unit());
    return shows ? candidate : 1;
  }

  /** Seasons of the calendar are there more often than not, and may be weak: little is enough. */
  private static double enough(Frequency.Unit unit) {
    return unit == Frequency.Unit.MONTH || unit == Frequency.Unit.QUARTER ? 0.1 : 0.3;
  }

  /** A year of days or hours is no season to fold; the usual season of the frequency may be. */
  private static boolean isAnnual(Profile profile) {
    return switch (profile.frequency().unit()) {
      case WEEK, DAY, BUSINESS_DAY -> profile.season() >= FEWEST_IN_A_YEAR;
      case HOUR -> profile.season() > 24 * 31;
      default -> false;
    };
  }

  private static int shorter(Profile profile) {
    return profile.frequency().unit() == Frequency.Unit.WEEK
        ? 1
        : profile.frequency().defaultSeason();
  }

  /** A week of days, for frequencies whose season is a day. */
  private static int longSeason(Profile profile, int season) {
    boolean withinDay =
        switch (profile.frequency().unit()) {
          case SECOND, MINUTE, HOUR -> season == profile.frequency().perDay();
          default -> false;
        };
    return withinDay && season > 1 && profile.median() >= 21.0 * season ? 7 * season : season;
  }

  private static int annual(Profile profile) {
    int year = profile.frequency().year();
    return year > 0 && profile.annual(year) >= 0.3 ? year : 0;
  }

  /** The season, or the largest whole part of it that is no more than a step can take. */
  private static int patch(int season, int horizon) {
    if (season == 1) {
      return horizon <= 8 ? 1 : 4;
    }
    int parts = (season + LARGEST_PATCH - 1) / LARGEST_PATCH;
    while (season % parts != 0) {
      parts++;
    }
    return season / parts;
  }
}
