package io.seriescast.report;

import java.util.PrimitiveIterator;

/** Text that came from outside, made safe to stand in HTML or SVG, as text or attribute. */
final class Html {
  /** Longest id or message shown; the rest is cut, and an ellipsis says so. */
  private static final int LONGEST = 120;

  private Html() {}

  /**
   * Escapes markup and shows what cannot be seen: control characters as their pictures (␀, ␊), the
   * direction overrides, which could reorder the page, as {@code ‹U+202E›}, lone surrogates as �.
   */
  static String escape(String text) {
    return escape(text, LONGEST);
  }

  /** A text of our own that may hold names from outside: escaped, but not cut. */
  static String text(String text) {
    return escape(text, Integer.MAX_VALUE);
  }

  private static String escape(String text, int longest) {
    if (text == null) {
      return "";
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    PrimitiveIterator.OfInt codes = text.codePoints().iterator();
    int shown = 0;
    while (codes.hasNext()) {
      int c = codes.nextInt();
      if (++shown > longest) {
        return out.append('…').toString();
      }
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '`' -> out.append("&#96;");
        default -> out.append(visible(c));
      }
    }
    return out.toString();
  }

  private static String visible(int c) {
    if (c < 0x20) {
      return Character.toString(0x2400 + c);
    }
    if (c == 0x7f) {
      return "\u2421";
    }
    boolean direction =
        (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069)
            || c == 0x200e
            || c == 0x200f
            || c == 0x061c;
    boolean hidden = direction || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    if (hidden || (c >= 0x80 && c < 0xa0) || (c & 0xfffe) == 0xfffe) {
      return "‹U+%04X›".formatted(c);
    }
    return c >= 0xd800 && c <= 0xdfff ? "\ufffd" : Character.toString(c);
  }

  /** An id: isolated, so that right-to-left text does not reorder what stands around it. */
  static String id(String id) {
    return id == null || id.isEmpty()
        ? "<em>no id</em>"
        : "<bdi class=\"id\">" + escape(id) + "</bdi>";
  }
}
