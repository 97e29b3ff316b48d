package io.seriescast.testing;

import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Predictions with known answers, and the series they belong to. */
public final class ScoredForecasts {
  /** One row of PREDICTIONS with an 80 % interval; y null = unknown. */
  public record Forecast(
      String id,
      int cutoff,
      int step,
      String model,
      double yHat,
      double low,
      double high,
      Double y) {}

  private ScoredForecasts() {}

  public static Dataset<Row> predictions(List<Forecast> forecasts) {
    StructType schema =
        new StructType()
            .add(Columns.UNIQUE_ID, DataTypes.StringType)
            .add(Columns.CUTOFF, DataTypes.TimestampType)
            .add(Columns.DS, DataTypes.TimestampType)
            .add(Columns.HORIZON_STEP, DataTypes.IntegerType)
            .add(Columns.MODEL, DataTypes.StringType)
            .add(Columns.Y_HAT, DataTypes.DoubleType)
            .add(Columns.low(80), DataTypes.DoubleType)
            .add(Columns.high(80), DataTypes.DoubleType)
            .add(Columns.Y, DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (Forecast f : forecasts) {
      rows.add(
          RowFactory.create(
              f.id,
              TestSeries.at(f.cutoff),
              TestSeries.at(f.cutoff + f.step),
              f.step,
              f.model,
              f.yHat,
              f.low,
              f.high,
              f.y));
    }
    return TestSpark.session().createDataFrame(rows, schema);
  }

  /** PREPARED rows that have only ids and error scales {mase, rmsse}. */
  public static Dataset<Row> prepared(Map<String, double[]> scales) {
    StructType schema = Table.PREPARED.schema();
    List<Row> rows = new ArrayList<>();
    scales.forEach(
        (id, scale) -> {
          Object[] cells = new Object[schema.size()];
          cells[schema.fieldIndex(Columns.UNIQUE_ID)] = id;
          cells[schema.fieldIndex(Columns.MASE_SCALE)] = scale[0];
          cells[schema.fieldIndex(Columns.RMSSE_SCALE)] = scale[1];
          rows.add(RowFactory.create(cells));
        });
    return TestSpark.session().createDataFrame(rows, schema.asNullable());
  }

  public static Map<String, double[]> randomScales(int seed) {
    Random random = new Random(seed);
    Map<String, double[]> scales = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      boolean constant = i == 4;
      scales.put(
          "s" + i,
          new double[] {constant ? 0 : random.nextDouble(), constant ? 0 : random.nextDouble()});
    }
    return scales;
  }

  /** Several models, cutoffs and unequal numbers of steps; some zeros, some unknown values. */
  public static List<Forecast> random(int seed, Collection<String> ids) {
    Random random = new Random(seed);
    List<Forecast> rows = new ArrayList<>();
    for (String id : ids) {
      for (int cutoff = 0; cutoff < 2; cutoff++) {
        int steps = 1 + random.nextInt(5);
        for (int step = 1; step <= steps; step++) {
          Double y = random.nextInt(8) == 0 ? 0.0 : random.nextGaussian() * 10;
          Double known = random.nextInt(8) == 0 ? null : y;
          for (String model : List.of("naive2", "gru", "short-sighted")) {
            if (model.equals("short-sighted") && id.equals("s1")) {
              continue; // a model need not forecast every series
            }
            double yHat = random.nextInt(8) == 0 ? 0 : y + random.nextGaussian();
            double low = yHat - random.nextDouble();
            boolean interval = random.nextInt(6) > 0;
            double high = interval ? yHat + random.nextDouble() : Double.NaN;
            rows.add(new Forecast(id, cutoff, step, model, yHat, low, high, known));
          }
        }
      }
    }
    return rows;
  }
}
