package io.seriescast.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.text.AttributedCharacterIterator.Attribute;
import java.util.Map;

/**
 * The page's font, measured by rule: the widths of Helvetica and its likes, rounded to three
 * classes. The browser chooses the real one. So a chart needs no font on the machine that draws it
 * (minimal containers have none, and Java fails there), and is the same on every machine.
 */
final class PageFont extends Font {
  static final PageFont TICKS = new PageFont();

  private static final float ASCENT = 0.9f;
  private static final float DESCENT = 0.22f;
  private static final String THIN = ".,:;'|!il ";

  private PageFont() {
    super("sans-serif", Font.PLAIN, 12);
  }

  FontMetrics metrics() {
    return new Metrics(this);
  }

  private double width(String text) {
    return text.chars()
        .mapToDouble(c -> THIN.indexOf(c) >= 0 ? 0.28 : Character.isUpperCase(c) ? 0.68 : 0.556)
        .map(em -> em * size)
        .sum();
  }

  // What would ask the machine's fonts.

  @Override
  public String getFamily() {
    return name;
  }

  @Override
  public Font deriveFont(Map<? extends Attribute, ?> attributes) {
    return this;
  }

  @Override
  public LineMetrics getLineMetrics(String text, FontRenderContext context) {
    return new Line(text.length(), size);
  }

  private static final class Metrics extends FontMetrics {
    Metrics(PageFont font) {
      super(font);
    }

    @Override
    public int getAscent() {
      return Math.round(ASCENT * font.getSize());
    }

    @Override
    public int getDescent() {
      return Math.round(DESCENT * font.getSize());
    }

    @Override
    public int stringWidth(String text) {
      return (int) Math.round(((PageFont) font).width(text));
    }
  }

  private static final class Line extends LineMetrics {
    private final int characters;
    private final int size;

    Line(int characters, int size) {
      this.characters = characters;
      this.size = size;
    }

    @Override
    public int getNumChars() {
      return characters;
    }

    @Override
    public float getAscent() {
      return ASCENT * size;
    }

    @Override
    public float getDescent() {
      return DESCENT * size;
    }

    @Override
    public float getLeading() {
      return 0;
    }

    @Override
    public float getHeight() {
      return (ASCENT + DESCENT) * size;
    }

    @Override
    public int getBaselineIndex() {
      return Font.ROMAN_BASELINE;
    }

    @Override
    public float[] getBaselineOffsets() {
      return new float[3];
    }

    @Override
    public float getStrikethroughOffset() {
      return -0.3f * size;
    }

    @Override
    public float getStrikethroughThickness() {
      return 1;
    }

    @Override
    public float getUnderlineOffset() {
      return 1;
    }

    @Override
    public float getUnderlineThickness() {
      return 1;
    }
  }
}
