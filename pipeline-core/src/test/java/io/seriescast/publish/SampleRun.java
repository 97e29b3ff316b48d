package io.seriescast.publish;

import com.typesafe.config.ConfigFactory;
import io.seriescast.table.Table;
import io.seriescast.testing.TestSpark;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** A small run: one table, one file, one step, published or about to be. */
final class SampleRun {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  static final EffectiveConfig CONFIG =
      EffectiveConfig.of(ConfigFactory.parseString("train { epochs = 10 }"));
  static final InputFingerprint INPUT = new InputFingerprint("a".repeat(64), "content", 1, 2, null);

  private SampleRun() {}

  /** Series {@code id} with values 0, 1, …. */
  static Dataset<Row> series(SparkSession spark, String id, int rows) {
    List<Row> values = new java.util.ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(
          RowFactory.create(
              id, java.sql.Timestamp.from(Instant.EPOCH.plusSeconds(3600L * i)), (double) i, true));
    }
    return spark.createDataFrame(values, Table.SERIES.schema());
  }

  static Manifest manifest(Run run) {
    return manifest(run, CONFIG, INPUT);
  }

  static Manifest manifest(Run run, EffectiveConfig config, InputFingerprint input) {
    return Manifest.of(
        run.runId(),
        null,
        CLOCK.instant(),
        Versions.current(),
        42,
        config,
        input,
        new RowAccount(10, 7, 2, 1),
        Map.of("forecast", 3L, "fallback", 1L),
        List.of("gru", "naive"));
  }

  /** Everything that comes before publication. */
  static void write(SparkSession spark, Run run) {
    if (!run.isDone("ingest", CONFIG, INPUT.sha256())) {
      run.write(Table.SERIES, series(spark, "a", 5));
      run.writeText("report/index.html", "<html>" + run.runId() + "</html>");
      run.record(
          new StepRecord(
              "ingest", CONFIG, INPUT.sha256(), Map.of("rows", 5), 1.5, CLOCK.instant()));
    }
  }

  static Commit publish(SparkSession spark, Run run) {
    return Publication.publish(spark, run, manifest(run), CLOCK);
  }

  static Run published(Output output, String runId) {
    Run run = output.run(runId);
    write(TestSpark.session(), run);
    publish(TestSpark.session(), run);
    return run;
  }
}
