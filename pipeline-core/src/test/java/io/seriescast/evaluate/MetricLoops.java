package io.seriescast.evaluate;

import io.seriescast.testing.ScoredForecasts.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The oracle: every metric as a loop over rows, {value, n} by scope/key/model/metric. */
final class MetricLoops {
  private MetricLoops() {}

  static Map<String, double[]> all(List<Forecast> forecasts, Map<String, double[]> scales) {
    List<Forecast> known = forecasts.stream().filter(f -> f.y() != null).toList();
    Map<String, double[]> all = new TreeMap<>();
    for (String model : new TreeSet<>(known.stream().map(Forecast::model).toList())) {
      List<Forecast> mine = known.stream().filter(f -> f.model().equals(model)).toList();
      for (int step : new TreeSet<>(mine.stream().map(Forecast::step).toList())) {
        group(mine.stream().filter(f -> f.step() == step).toList(), scales)
            .forEach(
                (metric, v) -> all.put("horizon_step/" + step + "/" + model + "/" + metric, v));
      }
      Map<String, List<Double>> bySeries = new TreeMap<>();
      for (String id : new TreeSet<>(mine.stream().map(Forecast::id).toList())) {
        group(mine.stream().filter(f -> f.id().equals(id)).toList(), scales)
            .forEach(
                (metric, v) -> {
                  all.put("series/" + id + "/" + model + "/" + metric, v);
                  bySeries.computeIfAbsent(metric, m -> new ArrayList<>()).add(v[0]);
                });
      }
      bySeries.forEach(
          (metric, values) -> all.put("overall//" + model + "/" + metric, mean(values)));
      // every series' weight is its volume
      double[] pooled = group(mine, scales).get("wape");
      double defined = bySeries.get("wape").size();
      all.put("overall//" + model + "/wape", new double[] {pooled[0], defined});
      all.put("overall//" + model + "/owa", owa(known, model, scales));
    }
    return all;
  }

  private static double[] owa(List<Forecast> known, String model, Map<String, double[]> scales) {
    double[] sums = new double[4];
    int n = 0;
    for (String id : scales.keySet()) {
      Map<String, double[]> its = of(known, id, model, scales);
      Map<String, double[]> naive2 = of(known, id, "naive2", scales);
      if (its.containsKey("mase")) {
        sums[0] += its.get("smape")[0];
        sums[1] += naive2.get("smape")[0];
        sums[2] += its.get("mase")[0];
        sums[3] += naive2.get("mase")[0];
        n++;
      }
    }
    return new double[] {(sums[0] / sums[1] + sums[2] / sums[3]) / 2, n};
  }

  private static Map<String, double[]> of(
      List<Forecast> known, String id, String model, Map<String, double[]> scales) {
    return group(
        known.stream().filter(f -> f.id().equals(id) && f.model().equals(model)).toList(), scales);
  }

  private static Map<String, double[]> group(List<Forecast> rows, Map<String, double[]> scales) {
    Map<String, double[]> values = new TreeMap<>();
    put(values, "mae", rows, f -> Math.abs(f.yHat() - f.y()));
    put(values, "mape", rows, f -> f.y() == 0 ? Double.NaN : 100 * Math.abs(f.yHat() / f.y() - 1));
    put(
        values,
        "smape",
        rows,
        f -> {
          double size = Math.abs(f.y()) + Math.abs(f.yHat());
          return size == 0 ? 0 : 200 * Math.abs(f.yHat() - f.y()) / size;
        });
    put(values, "bias", rows, f -> f.yHat() - f.y());
    put(values, "mase", rows, f -> defined(Math.abs(f.yHat() - f.y()) / scales.get(f.id())[0]));
    put(values, "rmse", rows, f -> Math.pow(f.yHat() - f.y(), 2));
    put(
        values,
        "rmsse",
        rows,
        f -> defined(Math.pow((f.yHat() - f.y()) / scales.get(f.id())[1], 2)));
    for (String root : List.of("rmse", "rmsse")) {
      values.computeIfPresent(root, (k, v) -> new double[] {Math.sqrt(v[0]), v[1]});
    }
    put(values, "pinball-10", rows, f -> pinball(0.1, f.low(), f.y()));
    put(values, "pinball-50", rows, f -> pinball(0.5, f.yHat(), f.y()));
    put(values, "pinball-90", rows, f -> pinball(0.9, f.high(), f.y()));
    put(
        values,
        "crps",
        rows,
        f ->
            2
                * (pinball(0.1, f.low(), f.y())
                    + pinball(0.5, f.yHat(), f.y())
                    + pinball(0.9, f.high(), f.y()))
                / 3);
    put(values, "width-80", rows, f -> f.high() - f.low());
    put(
        values,
        "coverage-80",
        rows,
        f -> Double.isNaN(f.high()) ? Double.NaN : f.low() <= f.y() && f.y() <= f.high() ? 100 : 0);
    put(
        values,
        "msis-80",
        rows,
        f -> {
          double score = f.high() - f.low();
          score += f.y() < f.low() ? 10 * (f.low() - f.y()) : 0;
          score += f.y() > f.high() ? 10 * (f.y() - f.high()) : 0;
          double scale = scales.get(f.id())[0];
          return scale == 0 ? Double.NaN : score / scale;
        });
    double errors = rows.stream().mapToDouble(f -> Math.abs(f.yHat() - f.y())).sum();
    double sizes = rows.stream().mapToDouble(f -> Math.abs(f.y())).sum();
    if (sizes > 0) {
      values.put("wape", new double[] {100 * errors / sizes, rows.size()});
    }
    return values;
  }

  /** The mean of what is a number. */
  private static void put(
      Map<String, double[]> values,
      String metric,
      List<Forecast> rows,
      ToDoubleFunction<Forecast> term) {
    List<Double> terms =
        rows.stream().mapToDouble(term).filter(v -> !Double.isNaN(v)).boxed().toList();
    if (!terms.isEmpty()) {
      values.put(metric, mean(terms));
    }
  }

  private static double defined(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static double pinball(double q, double forecast, double y) {
    return Math.max(q * (y - forecast), (q - 1) * (y - forecast));
  }

  private static double[] mean(List<Double> values) {
    return new double[] {
      values.stream().mapToDouble(v -> v).average().getAsDouble(), values.size()
    };
  }
}
