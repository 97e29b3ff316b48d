package io.seriescast.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The step {@code evaluate}: predictions against what came to pass, as DataFrame aggregations. */
public final class Metrics {
  /** Values of the column {@code scope}. */
  public static final String SERIES = "series";

  public static final String STEP = "horizon_step";
  public static final String OVERALL = "overall";
  public static final String CUTOFF = "cutoff";

  /** What errors are divided by, as in {@link Table#PREPARED}. */
  private static final StructType SCALES =
      new StructType()
          .add(Columns.UNIQUE_ID, DataTypes.StringType)
          .add(Columns.MASE_SCALE, DataTypes.DoubleType)
          .add(Columns.RMSSE_SCALE, DataTypes.DoubleType);

  private static final Column UNDEFINED =
      struct(
          absent(Columns.METRIC, DataTypes.StringType),
          absent(Columns.VALUE, DataTypes.DoubleType),
          absent(Columns.N, DataTypes.LongType));

  private Metrics() {}

  /**
   * Scores every model, per series, per horizon step and overall.
   *
   * <p>In: {@link Table#PREDICTIONS} with any interval columns (y null where unknown or not
   * observed: such rows do not count), and {@link Table#PREPARED} for the error scales. Out: {@link
   * Table#METRICS}, a row for each group and metric that is defined there. Formulas, units and
   * zero-denominator rules: {@link Measures}.
   *
   * <p>{@code series} pools the rows of all cutoffs and steps of one series; {@code horizon_step}
   * those of all series and cutoffs at one step; {@code n} is their number. {@code overall} is the
   * mean of the series' values, so each series counts once whatever its length or unit, {@code n}
   * the number of series in it; with equally many steps per series that is M4's sMAPE and MASE. Two
   * exceptions: WAPE pools all rows, and OWA ({@link Owa}, overall only) is made of averages.
   */
  public static Dataset<Row> of(Dataset<Row> predictions, Dataset<Row> scales, List<Metric> asked) {
    List<Measure> measures = measures(predictions, asked);
    Dataset<Row> scored = scored(predictions, scales);
    Dataset<Row> series = values(scored, measures, Columns.UNIQUE_ID, Columns.MODEL);
    Dataset<Row> steps = values(scored, measures, Columns.HORIZON_STEP, Columns.MODEL);
    Dataset<Row> overall = overall(series, measures);
    Dataset<Row> metrics =
        rows(series, measures, SERIES)
            .union(rows(steps, measures, STEP))
            .union(rows(overall, measures, OVERALL));
    return asked.contains(Metric.OWA) ? metrics.union(Owa.of(scored)) : metrics;
  }

  /**
   * Scores every model at every cutoff, over the rows of all series and steps there, as {@code
   * horizon_step} does over those of a step.
   *
   * <p>In: as {@link #of}. Out: {@link Table#METRICS} of scope {@value #CUTOFF}, with one more
   * column {@code cutoff}.
   */
  public static Dataset<Row> byCutoff(
      Dataset<Row> predictions, Dataset<Row> scales, List<Metric> asked) {
    List<Measure> measures = measures(predictions, asked);
    Dataset<Row> cutoffs =
        values(scored(predictions, scales), measures, Columns.CUTOFF, Columns.MODEL);
    return rows(cutoffs, measures, CUTOFF);
  }

  private static List<Measure> measures(Dataset<Row> predictions, List<Metric> asked) {
    return Measures.of(asked, IntervalLevels.of(predictions.schema()));
  }

  /** The rows with a known outcome, each with the scales of its series. */
  private static Dataset<Row> scored(Dataset<Row> predictions, Dataset<Row> scales) {
    Schemas.check(predictions.schema(), Table.PREDICTIONS.schema(), "evaluate");
    Schemas.check(scales.schema(), SCALES, "evaluate");
    Column known = col(Columns.Y).isNotNull().and(not(isnan(col(Columns.Y))));
    return predictions
        .where(known)
        .join(
            scales.select(Columns.UNIQUE_ID, Columns.MASE_SCALE, Columns.RMSSE_SCALE),
            Columns.UNIQUE_ID);
  }

  /** One row per group: its keys, and sum, by, n and value of every measure. */
  static Dataset<Row> values(
      Dataset<Row> scored, List<Measure> measures, String key, String secondKey) {
    List<Column> sums = new ArrayList<>();
    for (int id = 0; id < measures.size(); id++) {
      sums.addAll(Arrays.asList(measures.get(id).sums(id)));
    }
    return withValues(aggregate(scored, List.of(key, secondKey), sums), measures);
  }

  private static Dataset<Row> withValues(Dataset<Row> sums, List<Measure> measures) {
    List<Column> all = new ArrayList<>(List.of(col("*")));
    for (int id = 0; id < measures.size(); id++) {
      all.add(measures.get(id).value(id).as("value" + id));
    }
    return sums.select(all.toArray(Column[]::new));
  }

  private static Dataset<Row> overall(Dataset<Row> series, List<Measure> measures) {
    List<Column> means = new ArrayList<>();
    for (int id = 0; id < measures.size(); id++) {
      means.add(measures.get(id).overall(id).as("value" + id));
      means.add(count("value" + id).as("n" + id));
    }
    return aggregate(series, List.of(Columns.MODEL), means);
  }

  static Dataset<Row> aggregate(Dataset<Row> rows, List<String> keys, List<Column> columns) {
    Column[] by = keys.stream().map(k -> col(k)).toArray(Column[]::new);
    if (columns.isEmpty()) {
      return rows.select(by).distinct();
    }
    Column[] rest = columns.subList(1, columns.size()).toArray(Column[]::new);
    return rows.groupBy(by).agg(columns.get(0), rest);
  }

  /** From one column per measure to one row per measure that is defined. */
  private static Dataset<Row> rows(Dataset<Row> wide, List<Measure> measures, String scope) {
    List<Column> cells = new ArrayList<>();
    cells.add(UNDEFINED); // gives the array its type when there is no measure at all
    for (int id = 0; id < measures.size(); id++) {
      Column name = lit(measures.get(id).name()).as(Columns.METRIC);
      Column value = col("value" + id).as(Columns.VALUE);
      cells.add(struct(name, value, col("n" + id).as(Columns.N)));
    }
    Column cell = explode(array(cells.toArray(Column[]::new))).as("cell");
    Dataset<Row> defined = wide.select(col("*"), cell).where(col("cell.value").isNotNull());
    return table(defined.select(col("*"), col("cell.*")), scope);
  }

  /** Scope and the columns that are there; keys that the scope has not are null. */
  static Dataset<Row> table(Dataset<Row> rows, String scope) {
    List<String> present = List.of(rows.columns());
    StructType schema = Table.METRICS.schema();
    StructType fields =
        scope.equals(CUTOFF) ? schema.add(Columns.CUTOFF, DataTypes.TimestampType) : schema;
    Column[] columns =
        Arrays.stream(fields.fields())
            .map(
                field ->
                    field.name().equals(Columns.SCOPE)
                        ? lit(scope).as(Columns.SCOPE)
                        : present.contains(field.name())
                            ? col(field.name())
                            : absent(field.name(), field.dataType()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  private static Column absent(String name, DataType type) {
    return lit(null).cast(type).as(name);
  }
}
