package io.seriescast.report;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A figure: a drawing or two (wide and narrow screens), a legend, a description.
 *
 * @param style class of the element
 * @param description what the drawing shows, for those who do not see it
 * @param drawings SVG
 */
record Figure(String style, String description, List<Key> legend, String drawings) {
  static final int WIDE = 1040;
  private static final int NARROW = 400;
  private static final int HALF = 460;

  /** A line of the legend: a style and what has it. */
  record Key(String style, String text) {}

  /**
   * A figure over the page's whole width, drawn once for wide and once for narrow screens, so that
   * its text has the same size on both.
   */
  static Figure wide(String description, List<Key> legend, int height, IntFunction<Chart> ofWidth) {
    return new Figure(
        "full",
        description,
        legend,
        ofWidth.apply(WIDE).svg(WIDE, height, "wide")
            + ofWidth.apply(NARROW).svg(NARROW, height, "narrow"));
  }

  /** A figure that stands beside another one where there is room. */
  static Figure half(String description, int height, IntFunction<Chart> ofWidth) {
    return new Figure("half", description, List.of(), ofWidth.apply(HALF).svg(HALF, height, "any"));
  }
}
