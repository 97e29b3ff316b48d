package io.seriescast.quality;

import io.seriescast.source.GenerateSettings;
import io.seriescast.source.GenerateSettings.DirtSettings;
import io.seriescast.source.Generator;
import io.seriescast.source.Reader;
import io.seriescast.source.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What it costs to read, validate and regularise: rows per second over generated Parquet. The
 * result of every pass is computed in full and thrown away, so that only the work is timed.
 */
public final class PrepareBenchmark {
  private PrepareBenchmark() {}

  /**
   * An input to time.
   *
   * @param byTime whether the rows are sorted by time, all series in turn, instead of by series
   */
  public record Input(long series, int points, boolean byTime) {
    long rows() {
      return series * points;
    }

    private String folder() {
      return "%d-series-of-%d-%s".formatted(series, points, byTime ? "by-time" : "by-series");
    }
  }

  /**
   * One timed pass.
   *
   * @param pass counts from 1; the first one also warms up
   */
  public record Timing(Input input, int pass, double seconds) {
    public double rowsPerSecond() {
      return input.rows() / seconds;
    }

    public double microsecondsPerRow() {
      return seconds * 1e6 / input.rows();
    }
  }

  /** Growing rows, and the same rows as few long and many short series, and sorted by time. */
  public static List<Input> inputs() {
    return List.of(
        new Input(1_000, 1_000, false),
        new Input(1_000, 5_000, false),
        new Input(100_000, 50, false),
        new Input(1_000, 5_000, true),
        new Input(1_000, 20_000, false));
  }

  /**
   * @param folder for the generated input, on any Hadoop file system; what is there from an earlier
   *     benchmark is used again
   * @param source the settings of a source; format and path are replaced
   * @return one timing per input and pass, in order
   */
  public static List<Timing> run(
      SparkSession spark,
      String folder,
      List<Input> inputs,
      int passes,
      SourceSettings source,
      QualitySettings quality) {
    List<Timing> timings = new ArrayList<>();
    for (Input input : inputs) {
      String path = folder + "/" + input.folder();
      generate(spark, input, path);
      for (int pass = 1; pass <= passes; pass++) {
        long start = System.nanoTime();
        Dataset<Row> raw = Reader.read(spark, source.generatedAt(path));
        Dataset<Row> intake = Ingest.intake(raw, source, quality, 1, Optional.empty());
        intake.write().format("noop").mode("overwrite").save();
        timings.add(new Timing(input, pass, (System.nanoTime() - start) * 1e-9));
      }
    }
    return timings;
  }

  private static void generate(SparkSession spark, Input input, String path) {
    GenerateSettings settings =
        new GenerateSettings(
            GenerateSettings.Kind.SEASONAL,
            input.series,
            input.points,
            0,
            1,
            "2020-01-01T00:00:00Z",
            "h",
            0.05,
            1,
            new DirtSettings(0));
    Dataset<Row> rows = Generator.generate(spark, settings);
    Dataset<Row> ordered = input.byTime ? rows.orderBy("ds", "unique_id") : rows;
    ordered.write().mode("ignore").parquet(path);
  }
}
