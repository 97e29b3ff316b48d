package io.seriescast.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.Settings;
import io.seriescast.source.Reader;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestSizesTest {
  @TempDir Path folder;

  private static Dataset<Row> intake(int series, int points) {
    Settings settings =
        Configured.with("source.generate.series=" + series, "source.generate.points=" + points);
    Dataset<Row> raw = Reader.read(TestSpark.session(), settings.source(), verdict -> {});
    return Ingest.intake(
        raw, settings.source(), settings.quality(), 1, Optional.empty(), Ahead.NOTHING);
  }

  @Test
  @DisplayName("F27 a series of a million points is one row")
  void oneLongSeries() {
    Dataset<Row> intake = intake(1, 1_000_000);
    Row row = Ingest.views(intake).regular().selectExpr("size(y)", "y[999999]").first();
    assertThat(row.getInt(0)).isEqualTo(1_000_000);
    assertThat(row.getDouble(1)).isEqualTo(Math.sin(100));
  }

  @Test
  @DisplayName("F29 tiny series by the ten thousands give as many files as partitions")
  void manyTinySeries() throws Exception {
    Path path = folder.resolve("intake");
    intake(50_000, 4).write().parquet(path.toString());
    try (var files = Files.list(path)) {
      assertThat(files.filter(f -> f.toString().endsWith(".parquet"))).hasSizeLessThanOrEqualTo(2);
    }
    Dataset<Row> intake = TestSpark.session().read().parquet(path.toString());
    assertThat(Ingest.views(intake).regular().count()).isEqualTo(50_000);
  }
}
