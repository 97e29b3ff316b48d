package io.seriescast.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The page: one HTML document that needs nothing else, no script, no network. What leads is what
 * was forecast and how well; how it was trained and what it was made from follow. The document is
 * written by the templates in {@code src/main/jte}, compiled at build time.
 */
public final class ReportPage {
  private static final int EXPECTED_LENGTH = 1 << 17;

  private ReportPage() {}

  /**
   * The page of a run. A pure function: the same content gives the same bytes, on every machine.
   * Whatever is missing from the content (no metrics, no losses, no series) is said in words.
   *
   * @return a complete HTML document, to be written as UTF-8
   */
  public static String render(ReportContent content) {
    TemplateEngine templates =
        TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            ReportPage.class.getClassLoader(),
            ReportPage.class.getPackageName());
    StringOutput page = new StringOutput(EXPECTED_LENGTH);
    templates.render("page.jte", content, new PageOutput(page));
    return page.toString();
  }

  static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("/seriescast/report.css")) {
      if (css == null) {
        throw new IllegalStateException("seriescast/report.css is not in the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
