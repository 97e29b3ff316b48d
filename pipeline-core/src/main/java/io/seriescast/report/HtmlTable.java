package io.seriescast.report;

import java.util.ArrayList;
import java.util.List;

/** A table with headers; its first column names the rows, numbers are aligned at the right. */
final class HtmlTable {
  private final String caption;
  private final List<String> headers;
  private final List<Boolean> numeric;
  private final StringBuilder rows = new StringBuilder();
  private final List<String> cells = new ArrayList<>();

  /**
   * @param caption plain text, for those who do not see the page around it
   * @param headers HTML; a header that starts with {@code #} heads a column of numbers
   */
  HtmlTable(String caption, List<String> headers) {
    this.caption = caption;
    this.numeric = headers.stream().map(h -> h.startsWith("#")).toList();
    this.headers = headers.stream().map(h -> h.startsWith("#") ? h.substring(1) : h).toList();
  }

  /**
   * @param html the cell, escaped already
   */
  HtmlTable cell(String html) {
    return cell(html, false);
  }

  /**
   * @param best whether the cell is marked as the best of its row or column
   */
  HtmlTable cell(String html, boolean best) {
    int at = cells.size();
    String style = (numeric.get(at) ? "num" : "") + (best ? " best" : "");
    String tag = at == 0 ? "th scope=\"row\"" : "td";
    cells.add(
        "<%s%s>%s%s</%s>"
            .formatted(
                tag,
                style.isBlank() ? "" : " class=\"" + style.strip() + "\"",
                html,
                best ? "<span class=\"sr\"> (best)</span>" : "",
                tag.substring(0, 2)));
    if (cells.size() == headers.size()) {
      rows.append("<tr>").append(String.join("", cells)).append("</tr>\n");
      cells.clear();
    }
    return this;
  }

  String html() {
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < headers.size(); i++) {
      head.append(
          "<th scope=\"col\"%s>%s</th>"
              .formatted(numeric.get(i) ? " class=\"num\"" : "", headers.get(i)));
    }
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%1$s\"><table><caption class=\"sr\">%1$s</caption><thead><tr>%2$s</tr></thead>\n<tbody>%3$s</tbody></table></div>\n"
        .formatted(Html.escape(caption), head, rows);
  }
}
