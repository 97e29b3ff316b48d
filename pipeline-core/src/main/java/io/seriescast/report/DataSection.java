package io.seriescast.report;

import io.seriescast.report.ReportContent.Account;
import io.seriescast.report.ReportContent.Reason;
import io.seriescast.report.ReportContent.Sample;
import java.util.List;
import java.util.Map;

/** Where the rows and the series went: the raw series, the account, the quarantine. */
final class DataSection {
  private final ReportContent content;

  DataSection(ReportContent content) {
    this.content = content;
  }

  String html() {
    return account() + statuses() + quarantine();
  }

  /** The drawn series as they were read. */
  String series() {
    List<Sample> drawn = content.samples().stream().filter(s -> !s.overview().isEmpty()).toList();
    if (drawn.isEmpty()) {
      return "<p>There is no series to draw.</p>\n";
    }
    SeriesFigures figures = new SeriesFigures(content);
    StringBuilder out = new StringBuilder();
    drawn.forEach(s -> out.append(figures.whole(s)));
    return out.toString();
  }

  private String account() {
    Account account = content.account();
    HtmlTable table = new HtmlTable("Input rows", List.of("Input rows", "#Rows", "#Share"));
    row(table, "read", account.read(), account.read());
    row(table, "used", account.used(), account.read());
    row(table, "quarantined", account.quarantined(), account.read());
    row(table, "deduplicated", account.deduplicated(), account.read());
    String verdict =
        !account.isKnown()
            ? "<p class=\"quiet\">The account is incomplete: not every count is known.</p>\n"
            : account.addsUp()
                ? "<p class=\"good\">✓ The account adds up: every row read was used, quarantined or deduplicated.</p>\n"
                : "<p class=\"bad\">✗ The account does not add up: %s read, %s accounted for.</p>\n"
                    .formatted(
                        Numbers.count(account.read()),
                        Numbers.count(
                            account.used() + account.quarantined() + account.deduplicated()));
    return "<div class=\"pair\"><div>" + table.html() + verdict + "</div>";
  }

  private static void row(HtmlTable table, String what, Long rows, Long all) {
    boolean share = rows != null && all != null && all > 0;
    table
        .cell(what)
        .cell(Numbers.count(rows))
        .cell(share ? Numbers.percent((double) rows / all) : Numbers.NONE);
  }

  private String statuses() {
    if (content.statuses().isEmpty()) {
      return "<div><p>No series is on record.</p></div></div>\n";
    }
    HtmlTable table = new HtmlTable("Series by status", List.of("Series", "#Count", "What it got"));
    for (Map.Entry<String, Long> status : content.statuses().entrySet()) {
      table
          .cell(Html.escape(status.getKey()))
          .cell(Numbers.count(status.getValue()))
          .cell(
              switch (status.getKey()) {
                case "forecast" -> "the network's forecast";
                case "fallback" -> "a baseline's forecast";
                case "quarantined" -> "no forecast";
                default -> "";
              });
    }
    return "<div>" + table.html() + "</div></div>\n";
  }

  private String quarantine() {
    if (content.quarantine().isEmpty()) {
      return "<p>Nothing was quarantined.</p>\n";
    }
    HtmlTable table =
        new HtmlTable(
            "Quarantine, by reason", List.of("Reason", "#Records", "#Rows", "For example"));
    for (Reason reason : content.quarantine()) {
      String detail = reason.exampleDetail() == null ? "" : reason.exampleDetail();
      table
          .cell("<code>" + Html.escape(reason.reason()) + "</code>")
          .cell(Numbers.count(reason.records()))
          .cell(Numbers.count(reason.rows()))
          .cell(Html.id(reason.exampleId()) + (detail.isEmpty() ? "" : ": " + Html.escape(detail)));
    }
    return "<h3>Quarantine</h3>\n" + table.html();
  }
}
