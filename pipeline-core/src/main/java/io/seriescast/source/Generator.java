package io.seriescast.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.cos;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sin;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.seriescast.table.Columns;
import io.seriescast.table.Frequency;
import io.seriescast.table.Schemas;
import io.seriescast.table.Table;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Seeded input: series that can be made again, bit by bit, whatever the partitioning. Every value
 * is a function of (seed, number of the series, step) and of nothing else.
 *
 * <p>Out: {@link Table#GENERATED} with {@code series × points} rows; ids are {@code series-000001},
 * {@code series-000002} and so on.
 */
public final class Generator {
  private static final Column SERIES = col("series");
  private static final Column STEP = col("step");
  private static final double TURN = 2 * Math.PI;

  private Generator() {}

  /** The rows, with {@code source.generate.dirt} planted. */
  public static Dataset<Row> generate(SparkSession spark, GenerateSettings settings) {
    Dataset<Row> rows = settings.dirt().isNone() ? clean(spark, settings) : ledger(spark, settings);
    return Schemas.project(rows, Table.GENERATED, "generate");
  }

  /** The rows of {@link #generate} in full, with {@link Dirt#FAULT}: what was planted where. */
  public static Dataset<Row> ledger(SparkSession spark, GenerateSettings settings) {
    return Dirt.plant(clean(spark, settings), settings.dirt(), settings.seed());
  }

  private static Dataset<Row> clean(SparkSession spark, GenerateSettings settings) {
    Frequency frequency = Frequency.parse(settings.frequency());
    Column id = col("id");
    Column beyond = id.minus(settings.longest());
    Column isFirst = beyond.lt(0);
    // Not spark.range: its encoder of Long starts Scala's reflection, two seconds of a short run.
    Dataset<Row> steps =
        spark
            .sql("SELECT id FROM range(" + settings.rows() + ")")
            .select(
                when(isFirst, lit(0L))
                    .otherwise(beyond.divide(settings.points()).cast("long").plus(1))
                    .as("series"),
                when(isFirst, id).otherwise(beyond.mod(settings.points())).as("step"));
    Column y =
        switch (settings.kind()) {
          case SINE -> sine(settings);
          case SEASONAL -> seasonal(settings, frequency.defaultSeason());
        };
    return steps.select(
        id(SERIES).as(Columns.UNIQUE_ID),
        GeneratedTime.at(STEP, Instant.parse(settings.start()), frequency).as(Columns.DS),
        y.as(Columns.Y));
  }

  /** The id of the series of a number that counts from 0. */
  private static Column id(Column series) {
    Column number = series.plus(1).cast("string");
    return concat(lit("series-"), when(series.lt(999_999), lpad(number, 6, "0")).otherwise(number));
  }

  /**
   * The tutorial's wave: sin over {@code points} evenly spaced values of [from, to], both ends
   * included, computed as numpy.linspace does. Further series are shifted by one radian each.
   */
  private static Column sine(GenerateSettings settings) {
    int last = settings.points() - 1;
    double spacing = (settings.to() - settings.from()) / last;
    Column argument =
        when(STEP.equalTo(last), lit(settings.to()))
            .otherwise(STEP.multiply(spacing).plus(settings.from()));
    return sin(argument.plus(SERIES));
  }

  /**
   * level + trend + season + a longer, weaker season + noise. Level 50..150; trend −20 % to +20 %
   * of the level over the whole series; amplitude 10..30 % of the level, phases free.
   */
  private static Column seasonal(GenerateSettings settings, int steps) {
    int season = steps > 1 ? steps : 10;
    Column level = uniform(settings, 1, lit(0)).multiply(100).plus(50);
    Column trend =
        uniform(settings, 2, lit(0))
            .minus(0.5)
            .multiply(0.4)
            .multiply(level)
            .divide(settings.points());
    Column amplitude = uniform(settings, 3, lit(0)).multiply(0.2).plus(0.1).multiply(level);
    Column noise = normal(settings).multiply(settings.noise()).multiply(amplitude);
    return level
        .plus(trend.multiply(STEP))
        .plus(amplitude.multiply(wave(settings, 4, season)))
        .plus(amplitude.multiply(0.3).multiply(wave(settings, 5, season * 7)))
        .plus(noise);
  }

  private static Column wave(GenerateSettings settings, int stream, int season) {
    Column phase = uniform(settings, stream, lit(0)).multiply(TURN);
    return sin(STEP.mod(season).multiply(TURN / season).plus(phase));
  }

  /** Standard normal by Box and Muller (1958), from two uniforms of the same step. */
  private static Column normal(GenerateSettings settings) {
    Column radius = sqrt(log(uniform(settings, 6, STEP)).multiply(-2));
    return radius.multiply(cos(uniform(settings, 7, STEP).multiply(TURN)));
  }

  /** Uniform in (0, 1): the upper 53 bits of a hash, of (seed, stream, series, step). */
  private static Column uniform(GenerateSettings settings, int stream, Column step) {
    Column hash = xxhash64(lit(settings.seed()), lit(stream), SERIES, step.cast("long"));
    return shiftrightunsigned(hash, 11).plus(0.5).multiply(0x1p-53);
  }
}
