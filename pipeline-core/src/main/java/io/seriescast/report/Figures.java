package io.seriescast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Figures: a drawing or two (wide and narrow screens), a legend, a caption, a description. */
final class Figures {
  /** A line of the legend: style and text (escaped already). */
  record Key(String style, String html) {}

  static final int WIDE = 1040;
  static final int NARROW = 400;
  static final int HALF = 508;

  private Figures() {}

  /**
   * A figure over the page's whole width, drawn once for wide and once for narrow screens, so that
   * its text has the same size on both.
   *
   * @param description what the drawing shows, for those who do not see it (not escaped yet)
   * @param caption HTML
   */
  static String wide(
      String description, List<Key> legend, String caption, IntFunction<String> drawing) {
    return figure("", description, legend, caption, drawing.apply(WIDE) + drawing.apply(NARROW));
  }

  /** A figure that stands beside another one where there is room. */
  static String half(String description, List<Key> legend, String caption, String drawing) {
    return figure(" class=\"half\"", description, legend, caption, drawing);
  }

  private static String figure(
      String style, String description, List<Key> legend, String caption, String drawings) {
    StringBuilder out = new StringBuilder("<figure").append(style).append('>');
    if (!caption.isEmpty()) {
      out.append("<figcaption>").append(caption).append("</figcaption>");
    }
    out.append(legend(legend));
    out.append(
        "<div role=\"img\" aria-label=\"%s\">%s</div>"
            .formatted(Html.escape(description), drawings));
    return out.append("</figure>\n").toString();
  }

  static String legend(List<Key> keys) {
    if (keys.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<ul class=\"legend\">");
    for (Key key : keys) {
      out.append(
          "<li><i class=\"%s\" aria-hidden=\"true\"></i>%s</li>"
              .formatted(key.style(), key.html()));
    }
    return out.append("</ul>\n").toString();
  }

  /** The class of a drawing of this width. */
  static String kind(int width) {
    return width == WIDE ? "wide" : width == NARROW ? "narrow" : "any";
  }

  static double[] values(List<ReportContent.Point> points) {
    return points.stream().mapToDouble(ReportContent.Point::y).toArray();
  }

  static double[] times(List<ReportContent.Point> points) {
    return points.stream().mapToDouble(p -> TimeAxis.position(p.ds())).toArray();
  }

  static double[] concat(List<double[]> parts) {
    List<Double> all = new ArrayList<>();
    for (double[] part : parts) {
      for (double v : part) {
        all.add(v);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
