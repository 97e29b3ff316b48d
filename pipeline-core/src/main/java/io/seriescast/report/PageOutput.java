package io.seriescast.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** Output of the templates: whatever they print is made visible, then escaped for its place. */
final class PageOutput extends OwaspHtmlTemplateOutput {
  PageOutput(StringOutput page) {
    super(page);
  }

  @Override
  public void writeUserContent(String text) {
    super.writeUserContent(text == null ? null : Texts.visible(text));
  }
}
