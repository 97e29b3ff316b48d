package io.seriescast.window;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/**
 * Differencing over lags, one after the other (Box and Jenkins, 1970): z = (1 − B^a)(1 − B^b)… v, B
 * the shift by one step; lag 1 takes a trend out, the season's lag a season. With no lags, z is v.
 *
 * @param reach steps before a value that its difference needs
 * @param lags k of v_t = z_t + Σ f_k v_{t−k}
 * @param factors f_k
 */
record Differences(int reach, int[] lags, double[] factors) implements Serializable {
  static Differences over(List<Integer> lags) {
    TreeMap<Integer, Double> product = new TreeMap<>();
    product.put(0, 1.0);
    int reach = 0;
    for (int lag : lags) {
      TreeMap<Integer, Double> before = new TreeMap<>(product);
      before.forEach((k, factor) -> product.merge(k + lag, -factor, Double::sum));
      reach += lag;
    }
    product.remove(0);
    product.values().removeIf(factor -> factor == 0);
    return new Differences(
        reach,
        product.keySet().stream().mapToInt(Integer::intValue).toArray(),
        product.values().stream().mapToDouble(factor -> -factor).toArray());
  }

  boolean any() {
    return lags.length > 0;
  }

  /** z_t, 0 where the lags reach beyond the start. */
  double of(double[] v, int t) {
    return t < reach ? 0 : v[t] - sum(v, t);
  }

  /**
   * How v goes on from {@code origin} when all z are 0: for lag 1 the last value, for a season's
   * lag the last season again and again. A history that the lags reach beyond has the last value to
   * go by.
   */
  double[] continued(double[] v, int origin, int horizon) {
    int from = Math.max(0, origin - reach);
    double[] end = java.util.Arrays.copyOfRange(v, from, origin + horizon);
    int last = origin - from;
    for (int i = 0; i < horizon; i++) {
      end[last + i] = last < reach ? v[origin - 1] : sum(end, last + i);
    }
    return java.util.Arrays.copyOfRange(end, last, last + horizon);
  }

  private double sum(double[] v, int t) {
    double sum = 0;
    for (int i = 0; i < lags.length; i++) {
      sum += factors[i] * v[t - lags[i]];
    }
    return sum;
  }
}
