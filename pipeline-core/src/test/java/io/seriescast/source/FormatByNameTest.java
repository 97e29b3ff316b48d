package io.seriescast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.Format;
import io.seriescast.testing.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatByNameTest {
  @ParameterizedTest
  @CsvSource({
    "'', GENERATED",
    "sales.csv, CSV",
    "/data/2026/*.CSV.gz, CSV",
    "hdfs://n:8020/sales.csv/, CSV",
    "sales.jsonl, JSON",
    "a/sales.json.bz2, JSON",
    "s3a://b/sales.parquet, PARQUET",
    "sales.snappy.orc, ORC",
    "sales, TABLE",
    "lake.db.sales, TABLE",
    "/data/sales, PARQUET",
    "./sales, PARQUET",
    "hdfs://n:8020/sales/day=*, PARQUET"
  })
  void theNameTellsTheFormat(String path, Format format) {
    assertThat(Configured.with("source.path=\"" + path + "\"").source().format()).isEqualTo(format);
  }

  @Test
  void whatIsSaidWinsOverTheName() {
    assertThat(Configured.with("source.path=sales.csv", "source.format=json").source().format())
        .isEqualTo(Format.JSON);
  }

  @Test
  void anInputThatWouldNotBeReadIsRefused() {
    assertThatThrownBy(() -> Configured.with("source.path=sales.csv", "source.format=generated"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("source.path must name the input")
        .hasMessageContaining("'sales.csv'");
  }
}
