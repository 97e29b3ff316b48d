package io.seriescast.report;

import java.awt.Color;
import java.awt.Paint;
import java.awt.PaintContext;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.ColorModel;

/**
 * A paint whose colour is a variable of the page's style sheet, so that charts follow light, dark
 * and print. Only {@link SvgCanvas} can draw with it.
 */
record Ink(String variable) implements Paint {
  static final Ink GRID = new Ink("grid");
  static final Ink SHADE = new Ink("shade");
  static final Ink RULE = new Ink("rule");
  static final Ink SOFT = new Ink("soft");

  String css() {
    return "var(--" + variable + ")";
  }

  @Override
  public int getTransparency() {
    return Transparency.OPAQUE;
  }

  /** For pixels, which this page has none of. */
  @Override
  public PaintContext createContext(
      ColorModel model,
      Rectangle device,
      Rectangle2D user,
      AffineTransform transform,
      RenderingHints hints) {
    return Color.GRAY.createContext(model, device, user, transform, hints);
  }
}
