package io.seriescast.forecast;

import static org.apache.spark.sql.functions.col;

import io.seriescast.table.Columns;
import io.seriescast.table.Frequency;
import io.seriescast.table.Table;
import io.seriescast.window.EncodedSeries;
import io.seriescast.window.PreparedSeries;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Forecasters applied at origins, as rows of {@link Table#PREDICTIONS}. */
public final class Forecasts {
  /**
   * Windows that go through a network at once: enough for the matrix products, little in memory.
   */
  private static final int BATCH = 256;

  private Forecasts() {}

  /**
   * Forecasts every series at its origins.
   *
   * <p>In: {@link Table#PREPARED}. Out: {@link Table#PREDICTIONS} with the columns of {@code
   * levels}, horizon rows for each series, origin and forecaster that could forecast there; y where
   * it is known and was observed. Bounds are the forecaster's own quantiles, null where it has
   * none.
   *
   * @param origins array column: positions of the first value to forecast, as in {@link
   *     io.seriescast.split.Cutoffs}
   * @param levels of central intervals, in percent
   * @param zone whose calendar days and longer steps follow
   */
  public static Dataset<Row> at(
      Dataset<Row> prepared,
      Column origins,
      List<? extends Forecaster> forecasters,
      List<Integer> levels,
      ZoneId zone) {
    Dataset<Row> input =
        PreparedSeries.select(prepared, origins, col(Columns.DS), col(Columns.FREQUENCY));
    String zoneId = zone.getId();
    List<Forecaster> all = List.copyOf(forecasters);
    List<Integer> bounds = List.copyOf(levels);
    return prepared
        .sparkSession()
        .createDataFrame(
            input
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> forecast(rows, all, bounds, ZoneId.of(zoneId))),
            schema(bounds));
  }

  private static Iterator<Row> forecast(
      Iterator<InternalRow> rows, List<Forecaster> forecasters, List<Integer> levels, ZoneId zone) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    List<Forecaster.Worker> workers = forecasters.stream().map(f -> f.start(levels)).toList();
    return new Batches<>(rows, row -> dated(row, zone), BATCH) {
      @Override
      Iterator<Row> work(List<Dated> batch) {
        List<Origin> origins = batch.stream().map(Dated::origin).toList();
        List<Row> out = new ArrayList<>();
        for (int f = 0; f < workers.size(); f++) {
          Forecast[] forecasts = workers.get(f).forecast(origins);
          for (int i = 0; i < forecasts.length; i++) {
            if (forecasts[i] != null) {
              predictions(
                  batch.get(i), forecasters.get(f).model(), forecasts[i], levels, zone, out);
            }
          }
        }
        return out.iterator();
      }
    };
  }

  /**
   * An origin with the timestamps of its series, in microseconds.
   *
   * @param anchor the step from which those after the end are counted, the last unless that is a
   *     month's end and others are none
   */
  private record Dated(Origin origin, long[] ds, Frequency frequency, int anchor) {
    Instant at(int step, ZoneId zone) {
      return step < ds.length
          ? DateTimeUtils.microsToInstant(ds[step])
          : frequency.plus(DateTimeUtils.microsToInstant(ds[anchor]), step - anchor, zone);
    }
  }

  private static Iterator<Dated> dated(InternalRow row, ZoneId zone) {
    PreparedSeries series = PreparedSeries.of(row);
    EncodedSeries encoded = EncodedSeries.of(series);
    long[] ds = row.getArray(PreparedSeries.COLUMNS).toLongArray();
    Frequency frequency = Frequency.parse(row.getUTF8String(PreparedSeries.COLUMNS + 1).toString());
    int last = ds.length - 1;
    while (last > 0 && frequency.keepsMonthEnds(DateTimeUtils.microsToInstant(ds[last]), zone)) {
      last--;
    }
    int anchor = last;
    return java.util.Arrays.stream(series.origins())
        .mapToObj(
            position -> new Dated(new Origin(series, encoded, position), ds, frequency, anchor))
        .iterator();
  }

  private static void predictions(
      Dated at, String model, Forecast forecast, List<Integer> levels, ZoneId zone, List<Row> out) {
    PreparedSeries series = at.origin().series();
    int position = at.origin().position();
    for (int step = 0; step < forecast.yHat().length; step++) {
      int i = position + step;
      boolean inside = i < at.ds().length;
      List<Object> row = new ArrayList<>();
      row.add(series.uniqueId());
      row.add(Timestamp.from(at.at(position - 1, zone)));
      row.add(Timestamp.from(at.at(i, zone)));
      row.add(step + 1);
      row.add(model);
      row.add(forecast.yHat()[step]);
      for (int bound = 0; bound < 2 * levels.size(); bound++) {
        double[] values = forecast.bounds().length == 0 ? null : forecast.bounds()[bound];
        row.add(values == null ? null : values[step]);
      }
      row.add(inside && series.observed()[i] ? series.y()[i] : null);
      out.add(RowFactory.create(row.toArray()));
    }
  }

  /** {@link Table#PREDICTIONS} with the bounds of every level before y. */
  private static StructType schema(List<Integer> levels) {
    StructType schema = new StructType();
    for (StructField field : Table.PREDICTIONS.schema().fields()) {
      if (field.name().equals(Columns.Y)) {
        for (int level : levels) {
          schema = schema.add(Columns.low(level), DataTypes.DoubleType);
          schema = schema.add(Columns.high(level), DataTypes.DoubleType);
        }
      }
      schema = schema.add(field);
    }
    return schema;
  }
}
