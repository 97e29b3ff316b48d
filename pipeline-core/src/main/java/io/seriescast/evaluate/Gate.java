package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The quality gate: a model against a simple reference, over the series that both forecast. */
public final class Gate {
  private static final String MODEL_VALUE = "model_value";
  private static final String REFERENCE_VALUE = "reference_value";
  private static final String MODEL_SERIES = "model_series";
  private static final String REFERENCE_SERIES = "reference_series";
  private static final String COMPARED = "compared";

  /** A champion that is the reference itself must not lose to it by the order of a sum. */
  private static final double ROUNDING = 1e-9;

  private Gate() {}

  /**
   * Compares a model to the reference.
   *
   * <p>In: {@link Table#METRICS} (scope series). Out: one row, for {@link #verdict}: the means of
   * the metric over the series that have it for both, and how many series each has.
   */
  public static Dataset<Row> compare(Dataset<Row> metrics, String model, GateSettings settings) {
    Schemas.check(metrics.schema(), Table.METRICS.schema(), "gate");
    Dataset<Row> bySeries =
        metrics
            .where(col(Columns.SCOPE).equalTo(Metrics.SERIES))
            .where(col(Columns.METRIC).equalTo(settings.metric().label()))
            .groupBy(Columns.UNIQUE_ID)
            .agg(valueOf(model).as(MODEL_VALUE), valueOf(settings.reference()).as(REFERENCE_VALUE));
    Column both = col(MODEL_VALUE).isNotNull().and(col(REFERENCE_VALUE).isNotNull());
    return bySeries.agg(
        coalesce(avg(when(both, col(MODEL_VALUE))), lit(0.0)).as(MODEL_VALUE),
        coalesce(avg(when(both, col(REFERENCE_VALUE))), lit(0.0)).as(REFERENCE_VALUE),
        count(MODEL_VALUE).as(MODEL_SERIES),
        count(REFERENCE_VALUE).as(REFERENCE_SERIES),
        count(when(both, 1)).as(COMPARED));
  }

  private static Column valueOf(String model) {
    return max(when(col(Columns.MODEL).equalTo(model), col(Columns.VALUE)));
  }

  /** What the one row of {@link #compare} says. */
  public static Verdict verdict(Row compared, String model, GateSettings settings) {
    return new Verdict(
        model,
        settings,
        compared.<Double>getAs(MODEL_VALUE),
        compared.<Double>getAs(REFERENCE_VALUE),
        compared.<Long>getAs(MODEL_SERIES),
        compared.<Long>getAs(REFERENCE_SERIES),
        compared.<Long>getAs(COMPARED));
  }

  /**
   * Whether a model may be published.
   *
   * @param value the model's mean metric over the compared series, NaN where it diverged
   * @param referenceValue the reference's
   * @param modelSeries series with this metric for the model
   * @param referenceSeries series with this metric for the reference
   * @param compared series with both
   */
  public record Verdict(
      String model,
      GateSettings settings,
      double value,
      double referenceValue,
      long modelSeries,
      long referenceSeries,
      long compared) {

    /**
     * value ≤ (1 + margin) · referenceValue; a NaN loses. Passes where no series can be compared
     * (no test part, or no series of the model for which the metric is defined).
     */
    public boolean passes() {
      return compared == 0 || value <= (1 + settings.margin()) * referenceValue * (1 + ROUNDING);
    }

    /**
     * @throws PipelineException of kind QUALITY_GATE when the gate is enabled and the model loses;
     *     of kind CONFIGURATION when it is enabled and nothing forecast by the reference was scored
     */
    public void enforce() {
      if (!settings.enabled()) {
        return;
      }
      if (modelSeries > 0 && referenceSeries == 0) {
        throw PipelineException.configuration(
            "evaluate.gate.reference: '%s' has no %s to compare with; add it to"
                + " forecast.baselines, name another model, or set evaluate.gate.enabled = false",
            settings.reference(), settings.metric().label());
      }
      if (!passes()) {
        throw new PipelineException(
            ErrorKind.QUALITY_GATE,
            this
                + ", allowed are %s %% more. Nothing was published. Improve the model, raise"
                    .formatted(percent(settings.margin()))
                + " evaluate.gate.margin, or set evaluate.gate.enabled = false to publish it all"
                + " the same");
      }
    }

    /** One line for the log. */
    @Override
    public String toString() {
      return compared == 0
          ? "quality gate: no series of %s can be compared with %s"
              .formatted(model, settings.reference())
          : String.format(
              Locale.ROOT,
              "quality gate: %s of %s is %.4g, of %s %.4g, over %d series",
              settings.metric().label(),
              model,
              value,
              settings.reference(),
              referenceValue,
              compared);
    }

    private static String percent(double share) {
      return java.math.BigDecimal.valueOf(share * 100).stripTrailingZeros().toPlainString();
    }
  }
}
