package io.seriescast.baseline;

import java.util.Arrays;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Simple exponential smoothing: level_t = level_{t−1} + α e_t, the last level for every step. α in
 * [0.0001, 0.9999] (the bounds of R's forecast package) and the first level minimise the squared
 * one-step errors; the first level exactly, since the errors are linear in it.
 */
record SimpleSmoothing() implements Baseline {
  private static final long serialVersionUID = 1L;
  private static final double LOWEST = 1e-4;
  private static final double HIGHEST = 0.9999;
  private static final int GRID = 24;

  @Override
  public String name() {
    return "ses";
  }

  @Override
  public double[] forecast(double[] history, int season, int horizon) {
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, run(history, bestAlpha(history), false));
    return forecast;
  }

  /** A grid finds the valley, Brent's method its bottom. */
  private static double bestAlpha(double[] x) {
    double best = LOWEST;
    double least = Double.POSITIVE_INFINITY;
    double step = (HIGHEST - LOWEST) / GRID;
    for (int i = 0; i <= GRID; i++) {
      double alpha = LOWEST + i * step;
      double error = run(x, alpha, true);
      if (error < least) {
        least = error;
        best = alpha;
      }
    }
    return new BrentOptimizer(1e-10, 1e-12)
        .optimize(
            new MaxEval(200),
            new UnivariateObjectiveFunction(alpha -> run(x, alpha, true)),
            GoalType.MINIMIZE,
            new SearchInterval(Math.max(LOWEST, best - step), Math.min(HIGHEST, best + step), best))
        .getPoint();
  }

  /** The squared errors with the best first level, or the last level. */
  private static double run(double[] x, double alpha, boolean errors) {
    double level = 0; // of a run that starts at 0
    double weight = 1; // of the first level in the present one
    double ee = 0;
    double ew = 0;
    double ww = 0;
    for (double v : x) {
      double e = v - level;
      ee += e * e;
      ew += e * weight;
      ww += weight * weight;
      level += alpha * e;
      weight *= 1 - alpha;
    }
    double first = ew / ww;
    return errors ? ee - first * ew : level + weight * first;
  }
}
