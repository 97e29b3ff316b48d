package io.seriescast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a catalog, Iceberg's among them, with its own runtime. */
class CatalogTableTest {
  private static final String ROWS =
      "select concat('s', id % 2) unique_id, timestamp_seconds(id * 3600) ds, id * 1D y from range(10)";

  @TempDir Path folder;

  @Test
  void icebergTables() {
    SparkSession spark = TestSpark.session();
    String catalog = "spark.sql.catalog.ice";
    spark.conf().set(catalog, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(catalog + ".type", "hadoop");
    spark.conf().set(catalog + ".warehouse", folder.toString());
    spark.sql("create table ice.shop.sales using iceberg partitioned by (unique_id) as " + ROWS);
    List<Row> rows = new SmallInputs(folder).rows("table", Path.of("ice.shop.sales"));
    assertThat(rows).hasSize(10);
    assertThat(rows)
        .extracting(r -> r.getString(0) + " " + SmallInputs.ds(r) + " " + r.get(2))
        .startsWith("s0 1970-01-01T00:00:00Z 0.0", "s0 1970-01-01T02:00:00Z 2.0");
    assertThat(rows).allSatisfy(r -> assertThat(r.getString(5)).endsWith(".parquet"));
    List<String> before = files(spark, "ice.shop.sales");
    assertThat(before).hasSize(2);
    spark.sql("insert into ice.shop.sales " + ROWS);
    assertThat(files(spark, "ice.shop.sales")).hasSize(4).containsAll(before);
    spark.sql("drop table ice.shop.sales purge");
  }

  @Test
  void tablesOfTheSession() {
    TestSpark.session().sql(ROWS).createOrReplaceTempView("sales_view");
    assertThat(new SmallInputs(folder).rows("table", Path.of("sales_view")))
        .hasSize(10)
        .allSatisfy(r -> assertThat(r.getString(5)).isEqualTo("sales_view"));
    assertThat(files(TestSpark.session(), "sales_view")).isEmpty();
    assertThatThrownBy(() -> files(TestSpark.session(), "no_such_table"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("table 'no_such_table' cannot be read");
  }

  private static List<String> files(SparkSession spark, String table) {
    return Reader.files(
        spark, Configured.with("source.format=table", "source.path=" + table).source());
  }
}
