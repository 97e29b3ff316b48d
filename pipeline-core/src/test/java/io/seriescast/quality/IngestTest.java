package io.seriescast.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.Settings;
import io.seriescast.source.Reader;
import io.seriescast.table.Table;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class IngestTest {
  private static Ingested ingested(Settings settings, int need) {
    Dataset<Row> raw = Reader.read(TestSpark.session(), settings.source(), verdict -> {});
    return Ingest.views(
        Ingest.intake(
                raw, settings.source(), settings.quality(), need, Optional.empty(), Ahead.NOTHING)
            .cache());
  }

  @Test
  void generatedSeriesComeOutAsTheyWentIn() {
    Settings settings =
        Configured.with(
            "source.generate.kind=seasonal",
            "source.generate.series=20",
            "source.generate.points=60");
    Ingested ingested = ingested(settings, 30);
    Account account = Account.of(ingested.account());
    account.check(settings.quality());
    assertThat(account.read()).isEqualTo(1200);
    assertThat(account.used()).isEqualTo(1200);
    assertThat(ingested.quarantine().count()).isZero();
    assertThat(ingested.regular().schema().catalogString())
        .isEqualTo(Table.REGULAR.schema().catalogString());
    Dataset<Row> series = Ingest.series(ingested.regular(), List.of(), List.of(), List.of());
    List<Row> expected =
        Reader.read(TestSpark.session(), settings.source(), verdict -> {})
            .selectExpr("unique_id", "ds", "y", "true")
            .orderBy("unique_id", "ds")
            .collectAsList();
    assertThat(series.orderBy("unique_id", "ds").collectAsList()).isEqualTo(expected);
  }
}
