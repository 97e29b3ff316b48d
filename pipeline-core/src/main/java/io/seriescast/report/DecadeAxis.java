package io.seriescast.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A log axis with ticks at round parts of every decade, or at some decades where there are many.
 */
final class DecadeAxis extends LogAxis {
  private static final int FEW = 3;
  private static final int MOST = 6;

  /** JFreeChart's own are at equal parts of a decade: 0.158, 0.251. */
  @Override
  protected List<NumberTick> refreshTicksVertical(
      Graphics2D canvas, Rectangle2D area, RectangleEdge edge) {
    int from = (int) Math.floor(Math.log10(getRange().getLowerBound()));
    int to = (int) Math.ceil(Math.log10(getRange().getUpperBound()));
    int every = Math.max(1, (to - from) / MOST);
    List<NumberTick> ticks = new ArrayList<>();
    for (int decade = from; decade <= to; decade += every) {
      for (int mantissa : mantissas(to - from)) {
        double at = Double.parseDouble(mantissa + "e" + decade);
        if (getRange().contains(at)) {
          ticks.add(
              new NumberTick(at, Numbers.tick(at), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
        }
      }
    }
    return ticks;
  }

  private static int[] mantissas(int decades) {
    return decades <= 1
        ? new int[] {1, 2, 3, 4, 5, 7}
        : decades <= FEW ? new int[] {1, 2, 5} : new int[] {1};
  }
}
