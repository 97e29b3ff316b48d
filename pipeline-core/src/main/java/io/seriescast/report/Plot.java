package io.seriescast.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One drawing as inline SVG: marks on two axes. Colours are classes of the page's style sheet, so
 * that a chart follows light and dark; text is text, in the page's font. All coordinates have one
 * decimal, which is finer than any screen.
 */
final class Plot {
  private static final int TOP = 18;
  private static final int BOTTOM = 26;

  private record EndLabel(double y, String text, String style) {}

  private final Axis x;
  private final Axis y;
  private final int width;
  private final int height;
  private final int left;
  private int right = 14;
  private final StringBuilder marks = new StringBuilder();
  private final List<EndLabel> endLabels = new ArrayList<>();

  Plot(Axis x, Axis y, int width, int height) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    int longest = y.ticks().stream().mapToInt(t -> t.label().length()).max().orElse(1);
    this.left = 12 + 7 * longest;
  }

  /** Keeps room at the right for labels of so many characters. */
  Plot labelsOf(int characters) {
    right = 18 + Math.round(6.9f * characters);
    return this;
  }

  /** A band between two curves; steps where either is not known are left out. */
  Plot band(double[] xs, double[] low, double[] high, String style) {
    int from = 0;
    for (int i = 0; i <= xs.length; i++) {
      if (i == xs.length || Double.isNaN(py(low[i])) || Double.isNaN(py(high[i]))) {
        if (i - from > 1) {
          StringBuilder d = new StringBuilder();
          for (int k = from; k < i; k++) {
            point(d, k == from ? 'M' : 'L', px(xs[k]), py(high[k]));
          }
          for (int k = i - 1; k >= from; k--) {
            point(d, 'L', px(xs[k]), py(low[k]));
          }
          marks.append("<path class=\"band %s\" d=\"%sZ\"/>".formatted(style, d));
        }
        from = i + 1;
      }
    }
    return this;
  }

  /** A line that breaks at unknown values; a value that stands alone becomes a dot. */
  Plot line(double[] xs, double[] ys, String style) {
    StringBuilder d = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < xs.length; i++) {
      double at = py(ys[i]);
      if (Double.isNaN(at)) {
        open = false;
        continue;
      }
      boolean last = i + 1 == xs.length || Double.isNaN(py(ys[i + 1]));
      if (!open && last) {
        dots.append("<circle class=\"dot %s\" cx=\"".formatted(style));
        number(dots, px(xs[i]));
        dots.append("\" cy=\"");
        number(dots, at);
        dots.append("\" r=\"2.5\"/>");
      } else {
        point(d, open ? 'L' : 'M', px(xs[i]), at);
      }
      open = true;
    }
    if (d.length() > 0) {
      marks.append("<path class=\"line %s\" d=\"%s\"/>".formatted(style, d));
    }
    marks.append(dots);
    return this;
  }

  /** A dot for each known value. */
  Plot dots(double[] xs, double[] ys, String style) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      if (!Double.isNaN(py(ys[i]))) {
        // A line of no length with round ends: a dot in a third of the bytes of a circle.
        point(d, 'M', px(xs[i]), py(ys[i]));
        d.append("h0");
      }
    }
    if (d.length() > 0) {
      marks.append("<path class=\"dots %s\" d=\"%s\"/>".formatted(style, d));
    }
    return this;
  }

  /** A label at the line's end, in its colour; labels that would overlap are moved apart. */
  Plot endLabel(double atY, String text, String style) {
    if (!Double.isNaN(py(atY))) {
      endLabels.add(new EndLabel(py(atY), text, style));
    }
    return this;
  }

  /** The part of the drawing from {@code from} to {@code to}, shaded. */
  Plot shade(double from, double to) {
    double a = Math.max(left, px(from));
    double b = Math.min(width - right, px(to));
    if (b > a) {
      marks.append("<rect class=\"shade\" x=\"");
      number(marks, a);
      marks.append("\" y=\"%d\" width=\"".formatted(TOP));
      number(marks, b - a);
      marks.append("\" height=\"%d\"/>".formatted(height - TOP - BOTTOM));
    }
    return this;
  }

  /** A word above the drawing, where {@code from} to {@code to} has room for it. */
  Plot note(double from, double to, String text) {
    if (px(to) - px(from) > 7 * text.length()) {
      marks.append("<text class=\"note\" x=\"");
      number(marks, Math.max(left, px(from)));
      marks.append("\" y=\"%d\">%s</text>".formatted(TOP - 5, Html.escape(text)));
    }
    return this;
  }

  /** A thin vertical line, as for a cutoff. */
  Plot mark(double at) {
    marks.append("<path class=\"mark\" d=\"");
    point(marks, 'M', px(at), TOP);
    point(marks, 'L', px(at), height - BOTTOM);
    marks.append("\"/>");
    return this;
  }

  String svg(String kind) {
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg class=\"%s\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">"
            .formatted(kind, width, height));
    for (Axis.Tick tick : y.ticks()) {
      double at = py(tick.at());
      out.append("<path class=\"grid\" d=\"");
      point(out, 'M', left, at);
      point(out, 'L', width - right, at);
      out.append("\"/><text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"".formatted(left - 6));
      number(out, at + 4);
      out.append("\">").append(Html.escape(tick.label())).append("</text>");
    }
    double free = 0;
    for (Axis.Tick tick : x.ticks()) {
      double half = 3.4 * tick.label().length();
      double at = Math.max(half, Math.min(width - half, px(tick.at())));
      if (at - half >= free) {
        out.append("<text class=\"tick\" text-anchor=\"middle\" x=\"");
        number(out, at);
        out.append("\" y=\"%d\">%s</text>".formatted(height - 6, Html.escape(tick.label())));
        free = at + half + 10;
      }
    }
    out.append(marks);
    appendEndLabels(out);
    return out.append("</svg>").toString();
  }

  private void appendEndLabels(StringBuilder out) {
    double lowest = height - BOTTOM - 14.0 * (endLabels.size() - 1);
    double free = TOP;
    for (EndLabel label :
        endLabels.stream().sorted(Comparator.comparingDouble(EndLabel::y)).toList()) {
      double at = Math.max(free, Math.min(label.y(), lowest));
      out.append(
          "<text class=\"end %s\" x=\"%d\" y=\"".formatted(label.style(), width - right + 6));
      number(out, at + 4);
      out.append("\">").append(Html.escape(label.text())).append("</text>");
      free = at + 14;
      lowest += 14;
    }
  }

  private double px(double value) {
    return left + x.fraction(value) * (width - left - right);
  }

  private double py(double value) {
    double fraction = y.fraction(value);
    return Double.isFinite(fraction)
        ? height - BOTTOM - fraction * (height - TOP - BOTTOM)
        : Double.NaN;
  }

  private static void point(StringBuilder out, char command, double px, double py) {
    out.append(command);
    number(out, px);
    out.append(' ');
    number(out, py);
  }

  /** One decimal, without a trailing zero. */
  private static void number(StringBuilder out, double v) {
    long tenths = Math.round(v * 10);
    if (tenths % 10 == 0) {
      out.append(tenths / 10);
    } else {
      out.append(String.format(Locale.ROOT, "%.1f", tenths / 10.0));
    }
  }
}
