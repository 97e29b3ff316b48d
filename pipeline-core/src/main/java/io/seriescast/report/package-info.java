/**
 * Report: one self-contained HTML page. Charts and templates live here only.
 *
 * <p>{@link io.seriescast.report.ReportQueries} collects a bounded {@link
 * io.seriescast.report.ReportContent} from the run's tables; {@link
 * io.seriescast.report.ReportPage} renders it without Spark, by the jte templates in {@code
 * src/main/jte}, which become classes of this package at build time. What templates print is
 * escaped for its place by jte, and made visible by {@code PageOutput}.
 *
 * <p>{@code Chart} is JFreeChart's plot in the page's look, drawn on {@code SvgCanvas}, Batik's
 * SVG. Colours are variables of the style sheet ({@code Ink}), and text is measured by rule ({@code
 * PageFont}), so a chart follows light and dark, needs no font of the machine, and is the same
 * everywhere.
 */
package io.seriescast.report;
