package io.seriescast.report;

import io.seriescast.config.Checks;

/** The section {@code report}. */
public record ReportSettings(String title, int series) {
  public ReportSettings {
    new Checks().between("series", series, 1, 50).done();
  }
}
