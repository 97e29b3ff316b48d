package io.seriescast.baseline;

import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/** Nelder and Mead's simplex search over the unit cube, from fixed starts: deterministic. */
final class Simplex {
  private static final int EVALUATIONS = 2000;

  private Simplex() {}

  /**
   * @param objective of points in the open unit cube
   * @return the best point seen
   */
  static double[] minimise(MultivariateFunction objective, double[]... starts) {
    Best best = new Best(objective);
    for (double[] start : starts) {
      double[] free = new double[start.length];
      for (int i = 0; i < free.length; i++) {
        free[i] = Math.log(start[i] / (1 - start[i]));
      }
      try {
        new SimplexOptimizer(1e-10, 1e-12)
            .optimize(
                new MaxEval(EVALUATIONS),
                new ObjectiveFunction(best::value),
                GoalType.MINIMIZE,
                new InitialGuess(free),
                new NelderMeadSimplex(free.length));
      } catch (TooManyEvaluationsException e) {
        // a flat valley: the best point so far is as good as any
      }
    }
    return best.point;
  }

  private static final class Best {
    private final MultivariateFunction objective;
    private double[] point = new double[0];
    private double least = Double.POSITIVE_INFINITY;

    Best(MultivariateFunction objective) {
      this.objective = objective;
    }

    double value(double[] free) {
      double[] inCube = new double[free.length];
      for (int i = 0; i < free.length; i++) {
        inCube[i] = 1 / (1 + Math.exp(-free[i]));
      }
      double value = objective.value(inCube);
      if (point.length == 0 || value < least) {
        point = inCube;
        least = value;
      }
      return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }
  }
}
