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
   * <p>In: {@link Table#PREPARED}. Out: {@link Table#PREDICTIONS}, horizon rows for each series,
   * origin and forecaster that could forecast there; y where it is known and was observed.
   *
   * @param origins array column: positions of the first value to forecast, as in {@link
   *     io.seriescast.split.Cutoffs}
   * @param zone whose calendar days and longer steps follow
   */
  public static Dataset<Row> at(
      Dataset<Row> prepared, Column origins, List<? extends Forecaster> forecasters, ZoneId zone) {
    Dataset<Row> input =
        PreparedSeries.select(prepared, origins, col(Columns.DS), col(Columns.FREQUENCY));
    String zoneId = zone.getId();
    List<Forecaster> all = List.copyOf(forecasters);
    return prepared
        .sparkSession()
        .createDataFrame(
            input
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> forecast(rows, all, ZoneId.of(zoneId))),
            Table.PREDICTIONS.schema());
  }

  private static Iterator<Row> forecast(
      Iterator<InternalRow> rows, List<Forecaster> forecasters, ZoneId zone) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    List<Forecaster.Worker> workers = forecasters.stream().map(Forecaster::start).toList();
    return new Batches<>(rows, Forecasts::dated, BATCH) {
      @Override
      Iterator<Row> work(List<Dated> batch) {
        List<Origin> origins = batch.stream().map(Dated::origin).toList();
        List<Row> out = new ArrayList<>();
        for (int f = 0; f < workers.size(); f++) {
          double[][] forecasts = workers.get(f).forecast(origins);
          for (int i = 0; i < forecasts.length; i++) {
            if (forecasts[i] != null) {
              predictions(batch.get(i), forecasters.get(f).model(), forecasts[i], zone, out);
            }
          }
        }
        return out.iterator();
      }
    };
  }

  /** An origin with the timestamps of its series, in microseconds. */
  private record Dated(Origin origin, long[] ds, Frequency frequency) {}

  private static Iterator<Dated> dated(InternalRow row) {
    PreparedSeries series = PreparedSeries.of(row);
    EncodedSeries encoded = EncodedSeries.of(series);
    long[] ds = row.getArray(PreparedSeries.COLUMNS).toLongArray();
    Frequency frequency = Frequency.parse(row.getUTF8String(PreparedSeries.COLUMNS + 1).toString());
    return java.util.Arrays.stream(series.origins())
        .mapToObj(position -> new Dated(new Origin(series, encoded, position), ds, frequency))
        .iterator();
  }

  private static void predictions(
      Dated at, String model, double[] forecast, ZoneId zone, List<Row> out) {
    PreparedSeries series = at.origin().series();
    int position = at.origin().position();
    Instant last = DateTimeUtils.microsToInstant(at.ds()[at.ds().length - 1]);
    for (int step = 0; step < forecast.length; step++) {
      int i = position + step;
      boolean inside = i < at.ds().length;
      Instant ds =
          inside
              ? DateTimeUtils.microsToInstant(at.ds()[i])
              : at.frequency().plus(last, i - at.ds().length + 1L, zone);
      out.add(
          RowFactory.create(
              series.uniqueId(),
              Timestamp.from(DateTimeUtils.microsToInstant(at.ds()[position - 1])),
              Timestamp.from(ds),
              step + 1,
              model,
              forecast[step],
              inside && series.observed()[i] ? series.y()[i] : null));
    }
  }
}
