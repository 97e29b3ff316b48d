package io.seriescast.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.RangeType;
import org.jfree.data.xy.DefaultIntervalXYDataset;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;

/**
 * A chart in the page's look: marks on two axes, later ones on top of earlier ones. Gaps are NaN.
 */
final class Chart {
  /** Larger values are left out: their distances are not finite. */
  private static final double LARGEST = 1e300;

  private static final float DOT = 4.2f;
  private static final Color NOTHING = new Color(0, 0, 0, 0);

  private final XYPlot plot;
  private int layers;

  private Chart(ValueAxis x, ValueAxis y) {
    // The larger the insets, the fewer the ticks.
    style(x, new RectangleInsets(5, 9, 2, 9));
    style(y, new RectangleInsets(12, 0, 12, 6));
    x.setLowerMargin(0);
    x.setUpperMargin(0);
    plot = new XYPlot(null, x, y, null);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setOutlineVisible(false);
    plot.setBackgroundPaint(null);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Ink.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
  }

  private static void style(ValueAxis axis, RectangleInsets insets) {
    axis.setTickLabelFont(PageFont.TICKS);
    axis.setTickLabelPaint(Ink.SOFT);
    axis.setTickLabelInsets(insets);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    if (axis instanceof NumberAxis numbers) {
      numbers.setNumberFormatOverride(new TickFormat());
      numbers.setAutoRangeIncludesZero(false);
    }
  }

  /** Values over instants, given in milliseconds of the epoch; labels in the zone's time. */
  static Chart ofTime(ZoneId zone) {
    DateAxis time = new DateAxis(null, TimeZone.getTimeZone(zone), Locale.UK);
    time.setAutoRangeMinimumSize(60_000);
    return new Chart(time, new NumberAxis());
  }

  /** Values, from zero on, over steps counted from one. */
  static Chart ofSteps() {
    NumberAxis values = new NumberAxis();
    Chart chart = new Chart(counts(), values);
    values.setAutoRangeIncludesZero(true);
    return chart;
  }

  /** Positive values on a log scale over epochs counted from one; others are left out. */
  static Chart ofEpochs() {
    return new Chart(counts(), new DecadeAxis());
  }

  private static NumberAxis counts() {
    NumberAxis counts = new NumberAxis();
    counts.setStandardTickUnits(new NumberTickUnitSource(true));
    return counts;
  }

  /** A line that breaks at gaps; a value that stands alone becomes a dot. */
  Chart line(double[] xs, double[] ys, Look look) {
    return path(xs, ys, look, false);
  }

  /** A dot for each known value. */
  Chart dots(double[] xs, double[] ys, String ink) {
    return path(xs, ys, new Look(ink, DOT, false), true);
  }

  /** One path of all values; a value of its own is a line of no length, which round ends show. */
  private Chart path(double[] xs, double[] ys, Look look, boolean apart) {
    double[][] points = new double[2][3 * ys.length];
    int n = 0;
    for (int i = 0; i < ys.length; i++) {
      boolean alone = apart || !(isDrawn(ys, i - 1) || isDrawn(ys, i + 1));
      for (int repeat = 0; repeat < (alone ? 2 : 1); repeat++) {
        points[0][n] = xs[i];
        points[1][n++] = isDrawn(ys, i) ? ys[i] : Double.NaN;
      }
      if (alone) {
        points[0][n] = xs[i];
        points[1][n++] = Double.NaN;
      }
    }
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("", new double[][] {Arrays.copyOf(points[0], n), Arrays.copyOf(points[1], n)});
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDefaultStroke(look.stroke());
    renderer.setAutoPopulateSeriesStroke(false);
    renderer.setSeriesPaint(0, new Ink(look.ink()));
    return add(data, renderer);
  }

  private boolean isDrawn(double[] ys, int at) {
    return at >= 0
        && at < ys.length
        && Math.abs(ys[at]) <= LARGEST
        && (ys[at] > 0 || !(plot.getRangeAxis() instanceof LogAxis));
  }

  /** A band between two curves; steps where either is not known are left out. */
  Chart band(double[] xs, double[] low, double[] high, String ink) {
    DefaultIntervalXYDataset data = new DefaultIntervalXYDataset();
    DeviationRenderer renderer = new DeviationRenderer(false, false);
    renderer.setAlpha(0.16f);
    int from = 0;
    for (int i = 0; i <= xs.length; i++) {
      if (i == xs.length || !isDrawn(low, i) || !isDrawn(high, i)) {
        if (i - from > 1) {
          double[] x = Arrays.copyOfRange(xs, from, i);
          double[] lows = Arrays.copyOfRange(low, from, i);
          renderer.setSeriesFillPaint(data.getSeriesCount(), new Ink(ink));
          data.addSeries(
              from, new double[][] {x, x, x, lows, lows, Arrays.copyOfRange(high, from, i)});
        }
        from = i + 1;
      }
    }
    return add(data, renderer);
  }

  private Chart add(XYDataset data, XYItemRenderer renderer) {
    plot.setDataset(layers, data);
    plot.setRenderer(layers++, renderer);
    return this;
  }

  /** The part of the drawing from {@code from} to {@code to}, shaded, with a word above it. */
  Chart shade(double from, double to, String word) {
    return mark(new IntervalMarker(from, to, Ink.SHADE), word);
  }

  /** A thin vertical line, as for a cutoff, with a word above it or none. */
  Chart mark(double at, String word) {
    return mark(new ValueMarker(at, Ink.RULE, new BasicStroke(1)), word);
  }

  private Chart mark(Marker marker, String word) {
    marker.setAlpha(1);
    marker.setLabel(word);
    marker.setLabelFont(PageFont.TICKS);
    marker.setLabelPaint(Ink.SOFT);
    marker.setLabelBackgroundColor(NOTHING);
    marker.setLabelAnchor(
        marker instanceof ValueMarker ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
    marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
    marker.setLabelOffset(new RectangleInsets(-3, 0, 0, 0));
    plot.addDomainMarker(marker, Layer.BACKGROUND);
    return this;
  }

  /**
   * @param kind class of the element
   */
  String svg(int width, int height, String kind) {
    if (plot.getRangeAxis() instanceof NumberAxis values) {
      fit(values);
    }
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(18, 0, 0, 14));
    SvgCanvas canvas = new SvgCanvas();
    chart.draw(canvas, new Rectangle2D.Double(0, 0, width, height));
    return canvas.svg(width, height, kind);
  }

  /** Values that are never negative get an axis that is not either; a constant gets some room. */
  private void fit(NumberAxis values) {
    Range range = plot.getDataRange(values);
    if (range == null) {
      return;
    }
    double size = Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound()));
    values.setAutoRangeMinimumSize(range.getLength() > 0 ? Double.MIN_NORMAL : size + 1e-9);
    values.setRangeType(range.getLowerBound() >= 0 ? RangeType.POSITIVE : RangeType.FULL);
  }

  /** How a line looks. */
  record Look(String ink, float width, boolean dashed) {
    Look thin() {
      return new Look(ink, 1, dashed);
    }

    Look asDashes() {
      return new Look(ink, width, true);
    }

    private Stroke stroke() {
      return dashed
          ? new BasicStroke(
              width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0)
          : new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
  }

  private static final class TickFormat extends NumberFormat {
    @Override
    public StringBuffer format(double value, StringBuffer to, FieldPosition at) {
      return to.append(Numbers.tick(value));
    }

    @Override
    public StringBuffer format(long value, StringBuffer to, FieldPosition at) {
      return to.append(Numbers.tick((double) value));
    }

    @Override
    public Number parse(String text, ParsePosition at) {
      throw new UnsupportedOperationException("ticks are only written");
    }
  }
}
