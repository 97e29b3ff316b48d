package io.seriescast.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.seriescast.config.Redaction;
import io.seriescast.source.Raw;
import io.seriescast.source.SourceSettings;
import io.seriescast.table.Columns;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Validate and regularise. Every row of the input is judged, packed with its neighbours, shuffled
 * once by series, and put on the series' regular grid; what cannot be used becomes a quarantine
 * record.
 *
 * <p>Law: rows read = used + sum of the quarantine's {@code rows} + deduplicated, exactly. The
 * result is a function of the set of rows: their order, files' order and the partitioning change
 * nothing.
 */
public final class Ingest {
  private Ingest() {}

  /**
   * The intake: reads the input once and shuffles it once. Four views are taken of it ({@link
   * #views}), so that the caller writes or persists it first, or else each view reads the input
   * anew.
   *
   * @param raw rows of {@link Raw#SCHEMA}
   * @param minimumLength steps that a window and the held-out parts need; shorter series are kept
   *     for a fallback and marked {@code is_short}
   * @param asOf rows later than this are not known yet; empty for no such limit
   * @param ahead what is known of the steps after a series' end
   * @return a table of this class' own, for {@link #views} only
   */
  public static Dataset<Row> intake(
      Dataset<Row> raw,
      SourceSettings source,
      QualitySettings quality,
      int minimumLength,
      Optional<Instant> asOf,
      Ahead ahead) {
    Schemas.check(raw.schema(), Raw.SCHEMA, "ingest");
    Regulariser regulariser = new Regulariser(source, quality, minimumLength, asOf, ahead);
    Dataset<Row> judged = Judgement.judge(raw, source.columns(), quality, asOf);
    JavaRDD<Chunk> perPartition =
        judged.queryExecution().toRdd().toJavaRDD().mapPartitions(ChunkPacker::new);
    Dataset<Chunk> packed =
        raw.sparkSession().createDataset(perPartition.rdd(), Encoders.bean(Chunk.class));
    Dataset<Chunk> bySeries =
        packed.repartition(col("uniqueId"), col("spread")).sortWithinPartitions(col("uniqueId"));
    return bySeries
        .mapPartitions(
            (MapPartitionsFunction<Chunk, Outcome>)
                chunks -> new SeriesAssembler(chunks, regulariser),
            Encoders.bean(Outcome.class))
        .toDF();
  }

  /** The results as narrow views of the intake: filters and projections. */
  public static Ingested views(Dataset<Row> intake) {
    return new Ingested(regular(intake), quarantine(intake), status(intake), Account.table(intake));
  }

  private static Dataset<Row> regular(Dataset<Row> intake) {
    Dataset<Row> series =
        intake
            .where(col("micros").isNotNull())
            .select(
                col("uniqueId").as(Columns.UNIQUE_ID),
                col(Columns.FREQUENCY),
                col(Columns.SEASON),
                expr("transform(micros, t -> timestamp_micros(t))").as(Columns.DS),
                col(Columns.Y),
                col("observed").as(Columns.IS_OBSERVED),
                col("shortSeries").as(Columns.SHORT),
                col(Columns.STATICS),
                col(Columns.HISTORIC),
                col(Columns.FUTURE));
    return Schemas.project(series, Table.REGULAR, "ingest");
  }

  private static Dataset<Row> quarantine(Dataset<Row> intake) {
    Dataset<Row> records =
        intake
            .where(col(Columns.REASON).isNotNull())
            .select(
                col("uniqueId").as(Columns.UNIQUE_ID),
                timestamp_micros(col("recordMicros")).as(Columns.DS),
                col("rawDs").as(Columns.RAW_DS),
                col("rawY").as(Columns.RAW_Y),
                Redaction.addresses(col("sourceFile")).as(Columns.SOURCE_FILE),
                col(Columns.REASON),
                col(Columns.DETAIL),
                col(Columns.ROWS));
    return Schemas.project(records, Table.QUARANTINE, "ingest");
  }

  private static Dataset<Row> status(Dataset<Row> intake) {
    Dataset<Row> refused =
        intake
            .where(col("verdict").isNotNull())
            .select(
                col("uniqueId").as(Columns.UNIQUE_ID),
                lit("quarantined").as(Columns.STATUS),
                col("verdict").as(Columns.REASON),
                lit(null).cast("string").as(Columns.MODEL));
    return Schemas.project(refused, Table.STATUS, "ingest");
  }

  /**
   * The published series table: one row per series and step.
   *
   * @param regular rows of {@link Table#REGULAR}
   * @param statics names, and likewise those of the historic and the future inputs, all in order
   * @return rows of {@link Table#SERIES}, with the exogenous columns between y and is_observed; y
   *     is null where a gap was left open. What is known of the time after a series' end stays out,
   *     as its rows have no y
   */
  public static Dataset<Row> series(
      Dataset<Row> regular, List<String> statics, List<String> historic, List<String> future) {
    Schemas.check(regular.schema(), Table.REGULAR.schema(), "series");
    List<String> carried =
        List.of(
            Columns.UNIQUE_ID,
            Columns.DS,
            Columns.IS_OBSERVED,
            Columns.STATICS,
            Columns.HISTORIC,
            Columns.FUTURE);
    List<Column> exploded = new ArrayList<>(carried.stream().map(functions::col).toList());
    // The other arrays are looked up at the position: zipped, every element would be boxed.
    exploded.add(posexplode(col(Columns.Y)).as(new String[] {"at", Columns.Y}));
    Dataset<Row> steps = regular.select(exploded.toArray(Column[]::new));
    List<Column> columns = new ArrayList<>();
    columns.add(col(Columns.UNIQUE_ID));
    columns.add(at(col(Columns.DS)).as(Columns.DS));
    columns.add(number(col(Columns.Y)).as(Columns.Y));
    for (int c = 0; c < statics.size(); c++) {
      columns.add(col(Columns.STATICS).getItem(c).as(statics.get(c)));
    }
    for (int c = 0; c < historic.size(); c++) {
      columns.add(number(at(col(Columns.HISTORIC).getItem(c))).as(historic.get(c)));
    }
    for (int c = 0; c < future.size(); c++) {
      columns.add(number(at(col(Columns.FUTURE).getItem(c))).as(future.get(c)));
    }
    columns.add(at(col(Columns.IS_OBSERVED)).as(Columns.IS_OBSERVED));
    return steps.select(columns.toArray(Column[]::new));
  }

  private static Column at(Column array) {
    return get(array, col("at"));
  }

  private static Column number(Column value) {
    return when(not(isnan(value)), value);
  }
}
