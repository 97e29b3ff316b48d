package io.seriescast.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.Settings;
import io.seriescast.source.Dirt;
import io.seriescast.source.Dirt.Fault;
import io.seriescast.source.Generator;
import io.seriescast.source.Reader;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirtTest {
  private static final Set<String> GAPS =
      Set.of(Fault.NULL_VALUE.name(), Fault.NAN_VALUE.name(), Fault.DUPLICATE.name());

  @DisplayName(
      "F1, F3, F4, F5, F6, F12, F15, F22, F25 every planted fault is found, no clean row is accused")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyPlantedFaultIsFound(int seed) {
    Settings settings =
        Configured.with(
            "source.generate.kind=seasonal",
            "source.generate.series=20",
            "source.generate.points=200",
            "source.generate.seed=" + seed,
            "source.generate.dirt.share=0.2",
            "source.generate.dirt.series-share=0.2",
            "quality.duplicates=quarantine");
    Dataset<Row> ledger = Generator.ledger(TestSpark.session(), settings.source().generate());
    Dataset<Row> faults =
        ledger.where(col(Dirt.FAULT).isNotNull()).select("unique_id", "ds", Dirt.FAULT);
    // a record per row, but one for a series without a value
    List<Row> planted = faults.where(col(Dirt.FAULT).notEqual(Dirt.EMPTY_SERIES)).collectAsList();
    List<Row> empty =
        faults
            .where(col(Dirt.FAULT).equalTo(Dirt.EMPTY_SERIES))
            .withColumn("ds", lit(null))
            .distinct()
            .collectAsList();
    Dataset<Row> raw = Reader.read(TestSpark.session(), settings.source(), verdict -> {});
    Dataset<Row> intake =
        Ingest.intake(
                raw, settings.source(), settings.quality(), 1, Optional.empty(), Ahead.NOTHING)
            .cache();
    Account account = Account.of(Ingest.views(intake).account());
    account.check(settings.quality());

    List<String> expected =
        Stream.concat(planted.stream(), empty.stream())
            .filter(r -> !GAPS.contains(r.getString(2)))
            .map(r -> name(r.getString(0), r.get(1), r.getString(2).replace("BLANK_ID", "NULL_ID")))
            .sorted()
            .toList();
    List<String> found =
        Ingest.views(intake).quarantine().collectAsList().stream()
            .map(r -> name(r.getString(0), r.get(1), r.getString(5)))
            .sorted()
            .toList();
    assertThat(expected).hasSizeGreaterThan(300).isEqualTo(found);
    long duplicates = planted.stream().filter(r -> r.getString(2).equals("DUPLICATE")).count();
    assertThat(account.deduplicated()).isEqualTo(duplicates / 2).isGreaterThan(20);
    assertThat(account.read()).isEqualTo(ledger.count());
    assertThat(account.regular()).isEqualTo(20 - empty.size()).isLessThan(20);
    intake.unpersist();
  }

  /** By the part of the id that a record of one too long keeps. */
  private static String name(String id, Object ds, String fault) {
    String shown = id == null || id.isBlank() ? "-" : id.substring(0, "series-000001".length());
    return shown + " " + ds + " " + fault;
  }
}
