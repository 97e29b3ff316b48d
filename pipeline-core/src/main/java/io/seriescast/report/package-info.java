/**
 * Report: one self-contained HTML page. Charting lives here only.
 *
 * <p>{@link io.seriescast.report.ReportQueries} collects a bounded {@link
 * io.seriescast.report.ReportContent} from the run's tables; {@link
 * io.seriescast.report.ReportPage} renders it without Spark. Sections are small classes that return
 * HTML; {@code Plot}, {@code Axis} and {@code TimeAxis} draw.
 *
 * <p>Why the drawing is our own: XChart's SVG export (3.8.8 with VectorGraphics2D 0.13, LGPL) was
 * tried first. It draws text as outlines in whatever font the server has, one element per line
 * segment and fixed colours: 195 kB for a chart of 400 points, against 9 kB here, and neither dark
 * mode nor selectable text nor a page that is the same on every machine. It also needs AWT fonts,
 * which minimal container images lack.
 */
package io.seriescast.report;
