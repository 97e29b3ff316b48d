package io.seriescast.report;

/** Texts that came from outside, made fit to be read: nothing invisible, nothing endless. */
final class Texts {
  /** Characters of an id or a message that are shown; an ellipsis says so where there are more. */
  private static final int LONGEST = 120;

  private Texts() {}

  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /**
   * Shows what cannot be seen: control characters as their pictures (␀, ␊), the direction
   * overrides, which could reorder the page, as {@code ‹U+202E›}, lone surrogates as �.
   */
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> out.append(visible(c)));
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
}
