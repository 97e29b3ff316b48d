package io.seriescast.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Paint;
import java.awt.Shape;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultExtensionHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGeneratorContext.GraphicContextDefaults;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGPaintDescriptor;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What charts are drawn on: Batik's SVG with the page's colours and font in place of the machine's.
 */
final class SvgCanvas extends SVGGraphics2D {
  /** Digits after the point of a coordinate: finer than any screen. */
  private static final int PRECISION = 1;

  SvgCanvas() {
    super(context(), false);
  }

  private static SVGGeneratorContext context() {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(PRECISION);
    context.setExtensionHandler(
        new DefaultExtensionHandler() {
          @Override
          public SVGPaintDescriptor handlePaint(Paint paint, SVGGeneratorContext generator) {
            return paint instanceof Ink ink
                ? new SVGPaintDescriptor(ink.css(), "1")
                : super.handlePaint(paint, generator);
          }
        });
    GraphicContextDefaults defaults = new GraphicContextDefaults();
    defaults.setFont(PageFont.TICKS);
    context.setGraphicContextDefaults(defaults);
    return context;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE_URI, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own XML parser has no default configuration", e);
    }
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return PageFont.TICKS.metrics();
  }

  // No mark leaves its axes, and clip paths would need ids that are unique in the page.

  @Override
  public void clip(Shape shape) {}

  @Override
  public void setClip(Shape shape) {}

  /**
   * @param kind class of the element
   */
  String svg(int width, int height, String kind) {
    Element root = getRoot();
    root.setAttribute("class", kind);
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("aria-hidden", "true");
    // Empty here, and its id would stand in the page once for every chart.
    root.removeChild(root.getElementsByTagName("defs").item(0));
    StringWriter out = new StringWriter();
    try {
      stream(root, out, false, false);
    } catch (SVGGraphics2DIOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    String document = out.toString();
    // Inside HTML an SVG has its namespaces, and no prolog.
    return document
        .substring(document.indexOf("<svg"))
        .replaceAll(" xmlns(:xlink)?=\"[^\"]*\"", "");
  }
}
