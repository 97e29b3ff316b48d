/** Report: one self-contained HTML page. Charting lives here only. */
package io.seriescast.report;
