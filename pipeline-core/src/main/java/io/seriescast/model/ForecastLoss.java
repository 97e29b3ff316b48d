package io.seriescast.model;

import io.seriescast.cell.RowLoss;
import java.util.Arrays;
import java.util.List;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Weighted loss of a direct multi-step forecast: mean over the batch and the horizon of w · l(y −
 * ŷ), with
 *
 * <ul>
 *   <li>MSE: l(e) = e²
 *   <li>MAE: l(e) = |e|
 *   <li>HUBER: l(e) = e²/2 for |e| ≤ 1, |e| − 1/2 beyond
 *   <li>QUANTILE: the mean over the quantiles τ, each with an output ŷ of its own, of 2 max(τ e, (τ
 *       − 1) e), the pinball loss (Koenker and Bassett, 1978); of the median alone that is MAE, of
 *       many quantiles about the CRPS
 * </ul>
 *
 * <p>Output is [batch, horizon], or [batch, quantiles · horizon], the steps of a quantile together,
 * in scaled units; labels are [batch, 2 · horizon], the values first and then their weights (0 =
 * not observed). Weights must never meet DL4J's label masks: those multiply the output layer's
 * activations and, in DL4J's own losses, the gradient twice, which is right for 0 and 1 only.
 * Labels of [batch, horizon] weigh 1 each. Output activation must be the identity.
 */
public final class ForecastLoss implements ILossFunction, RowLoss {
  private static final long serialVersionUID = 1L;

  private final ModelSettings.Loss kind;
  private final double[] quantiles;

  /**
   * @param quantiles of QUANTILE; none, or null, for the other kinds
   */
  public ForecastLoss(
      @JsonProperty("kind") ModelSettings.Loss kind,
      @JsonProperty("quantiles") List<Double> quantiles) {
    this.kind = kind;
    this.quantiles =
        quantiles == null
            ? new double[0]
            : quantiles.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public ModelSettings.Loss getKind() {
    return kind;
  }

  /** The quantiles that the outputs are, empty for a point forecast. */
  public List<Double> getQuantiles() {
    return Arrays.stream(quantiles).boxed().toList();
  }

  private int outputs() {
    return Math.max(1, quantiles.length);
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    double[] perExample = perExample(labels, preOutput);
    double sum = 0;
    for (double example : perExample) {
      sum += example;
    }
    return average ? sum / perExample.length : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    double[] perExample = perExample(labels, preOutput);
    return Nd4j.createFromArray(perExample)
        .castTo(preOutput.dataType())
        .reshape(perExample.length, 1);
  }

  private double[] perExample(INDArray labels, INDArray output) {
    return losses(rowMajor(labels), rowMajor(output), (int) output.size(0));
  }

  @Override
  public double[] losses(double[] y, double[] f, int batch) {
    int size = f.length / batch;
    int horizon = size / outputs();
    int width = y.length / batch;
    double[] perExample = new double[batch];
    for (int i = 0; i < batch; i++) {
      double sum = 0;
      for (int j = 0; j < size; j++) {
        int step = j % horizon;
        double e = y[i * width + step] - f[i * size + j];
        sum += weight(y, i * width, step, horizon, width) * loss(e, j / horizon);
      }
      perExample[i] = sum / size;
    }
    return perExample;
  }

  private static double weight(double[] labels, int row, int step, int horizon, int width) {
    return width == horizon ? 1 : labels[row + horizon + step];
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    double[] gradient = gradient(rowMajor(labels), rowMajor(preOutput), (int) preOutput.size(0));
    return Nd4j.createFromArray(gradient).castTo(preOutput.dataType()).reshape(preOutput.shape());
  }

  @Override
  public double[] gradient(double[] y, double[] f, int batch) {
    int size = f.length / batch;
    int horizon = size / outputs();
    int width = y.length / batch;
    double[] gradient = new double[f.length];
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < size; j++) {
        int step = j % horizon;
        double e = y[i * width + step] - f[i * size + j];
        double weight = weight(y, i * width, step, horizon, width);
        gradient[i * size + j] = -weight * slope(e, j / horizon) / size;
      }
    }
    return gradient;
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return toString();
  }

  @Override
  public String toString() {
    return "ForecastLoss(%s%s)"
        .formatted(kind, quantiles.length == 0 ? "" : " " + Arrays.toString(quantiles));
  }

  private double loss(double e, int quantile) {
    double a = Math.abs(e);
    return switch (kind) {
      case MSE -> e * e;
      case MAE -> a;
      case HUBER -> a <= 1 ? 0.5 * e * e : a - 0.5;
      case QUANTILE -> 2 * e * side(e, quantile);
    };
  }

  /** The derivative by e. */
  private double slope(double e, int quantile) {
    return switch (kind) {
      case MSE -> 2 * e;
      case MAE -> Math.signum(e);
      case HUBER -> Math.max(-1, Math.min(1, e));
      case QUANTILE -> 2 * side(e, quantile);
    };
  }

  /** The slope of the pinball loss: τ above the forecast, τ − 1 below. */
  private double side(double e, int quantile) {
    return e == 0 ? 0 : e > 0 ? quantiles[quantile] : quantiles[quantile] - 1;
  }

  /** A permuted view can still call its order 'c': a copy is the only safe way to its buffer. */
  private static double[] rowMajor(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
