package io.seriescast.scale;

import io.seriescast.config.Binder;
import io.seriescast.table.Columns;
import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * An invertible map between a series' original units and scaled values: scaled = (b(value) −
 * center) / scale.
 *
 * <p>b is the signed Box–Cox transform (Bickel and Doksum 1981, of 1 + |x|): sign(x) ((1 +
 * |x|)<sup>λ</sup> − 1) / λ, its limit sign(x) ln(1 + |x|) at λ = 0, and the identity at λ = 1.
 *
 * <p>Laws: {@code inverse(transform(x))} is x up to rounding, and exactly x when x is the center of
 * an untransformed scaler (so a constant series comes back exactly); a finite input gives a finite
 * output, saturating at ±{@link Double#MAX_VALUE}; NaN stays NaN. Fitted by {@link ScalerFit}.
 *
 * @param scale positive and finite
 * @param lambda in [0, 1]; 1 for all kinds but LOG1P and BOX_COX
 */
public record Scaler(ScalerKind kind, double center, double scale, double lambda)
    implements Serializable {
  /** Changes nothing: also what a series without a single finite value gets. */
  public static final Scaler IDENTITY = new Scaler(ScalerKind.NONE, 0, 1, 1);

  public Scaler {
    if (!(scale > 0) || Double.isInfinite(scale) || !Double.isFinite(center)) {
      throw new IllegalArgumentException("center " + center + ", scale " + scale);
    }
  }

  /** From original units to scaled. */
  public double transform(double value) {
    double b = boxCox(value, lambda);
    double distance = b - center;
    double scaled = Double.isInfinite(distance) ? b / scale - center / scale : distance / scale;
    return saturated(scaled);
  }

  /** From scaled to original units. */
  public double inverse(double scaled) {
    return saturated(inverseBoxCox(scaled * scale + center, lambda));
  }

  static double boxCox(double x, double lambda) {
    if (lambda == 1) {
      return x;
    }
    double log = Math.log1p(Math.abs(x));
    return Math.copySign(lambda == 0 ? log : Math.expm1(lambda * log) / lambda, x);
  }

  private static double inverseBoxCox(double b, double lambda) {
    if (lambda == 1) {
      return b;
    }
    double log = lambda == 0 ? Math.abs(b) : Math.log1p(lambda * Math.abs(b)) / lambda;
    return Math.copySign(Math.expm1(log), b);
  }

  private static double saturated(double x) {
    return Double.isInfinite(x) ? Math.copySign(Double.MAX_VALUE, x) : x;
  }

  /** Reads the struct {@code scaler} of PREPARED, or a row of SCALERS. */
  public static Scaler of(Row row) {
    String kind = row.<String>getAs(Columns.KIND);
    return new Scaler(
        ScalerKind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')),
        row.<Double>getAs(Columns.CENTER),
        row.<Double>getAs(Columns.SCALE),
        row.<Double>getAs(Columns.LAMBDA));
  }

  /** The struct {@code scaler} of PREPARED: kind, center, scale, lambda. */
  Row toRow() {
    return RowFactory.create(Binder.kebab(kind), center, scale, lambda);
  }
}
