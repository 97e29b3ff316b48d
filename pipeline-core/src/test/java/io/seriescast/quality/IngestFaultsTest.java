package io.seriescast.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.Settings;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.source.Raw;
import io.seriescast.table.Table;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.Dependency;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IngestFaultsTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static Row raw(String id, Instant ds, Double y) {
    return raw(id, ds, y, null, null, 0);
  }

  private static Row raw(String id, Instant ds, Double y, String rawDs, String rawY, int caveats) {
    Timestamp time = ds == null ? null : Timestamp.from(ds);
    return RowFactory.create(id, time, y, rawDs, rawY, "file:/in/a.csv", null, caveats);
  }

  private static Instant hour(int i) {
    return START.plusSeconds(3600L * i);
  }

  private static Dataset<Row> intake(List<Row> rows, Optional<Instant> asOf, String... sets) {
    Settings settings = Configured.with(sets);
    Dataset<Row> raw = TestSpark.session().createDataFrame(rows, Raw.SCHEMA);
    return Ingest.intake(raw, settings.source(), settings.quality(), 3, asOf, Ahead.NOTHING)
        .cache();
  }

  private static Map<String, List<Row>> byReason(Dataset<Row> quarantine) {
    return quarantine.collectAsList().stream()
        .collect(Collectors.groupingBy(r -> r.getAs("reason")));
  }

  @Test
  @DisplayName(
      "F1, F3, F4, F9, F16, F21, F22, F25, F26, F37 one row of each fault beside good ones")
  void everyRowFault() {
    String longId = "x".repeat(10_000);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(raw("good", hour(i), 1.0 * i));
      rows.add(raw("\u202Eevil\n\0 <b>", hour(i), 2.0));
    }
    rows.add(raw(null, hour(0), 1.0));
    rows.add(raw(" ", hour(0), 1.0));
    rows.add(raw(longId, hour(0), 1.0));
    rows.add(raw("K\uFFFDln", hour(0), 1.0));
    rows.add(raw("good", null, 1.0, "yesterday", "1", 0));
    rows.add(raw("good", null, 1.0, "2024-03-31T02:30", "1", Raw.NONEXISTENT_TIME));
    rows.add(raw("good", null, 1.0, "1704067200", "1", Raw.WRONG_EPOCH_UNIT));
    rows.add(raw("good", Instant.parse("1582-10-10T00:00:00Z"), 1.0));
    rows.add(raw("good", Instant.parse("9999-12-31T00:00:00Z"), 1.0));
    rows.add(raw("good", hour(7), null, "", "abc", 0));
    rows.add(raw("good", hour(7), Double.POSITIVE_INFINITY));
    rows.add(raw("good", hour(7), Double.NEGATIVE_INFINITY));
    rows.add(raw("good", hour(7), 1e300));
    rows.add(raw("good", hour(5), Double.NaN));
    rows.add(raw("good", hour(6), null, "", " N/A ", 0));
    rows.add(raw("good", hour(8), 4.0, null, null, Raw.AMBIGUOUS_TIME | Raw.ROUNDED));
    rows.add(raw("empty", hour(0), null));
    rows.add(raw("lost", null, 1.0, "never", "1", 0));
    rows.add(RowFactory.create(null, null, null, null, null, "f", "a,b", 0));
    Dataset<Row> intake = intake(rows, Optional.empty());
    Ingested ingested = Ingest.views(intake);
    Account account = Account.of(ingested.account());
    account.check(Configured.with("quality.max-quarantined-share=1").quality());
    Map<String, List<Row>> reasons = byReason(ingested.quarantine());

    assertThat(account.read()).isEqualTo(rows.size());
    assertThat(account.used()).isEqualTo(13);
    assertThat(account.quarantined()).isEqualTo(rows.size() - 13);
    assertThat(account.rows())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(Reason.NULL_ID, 2L),
                Map.entry(Reason.ID_TOO_LONG, 1L),
                Map.entry(Reason.BAD_ENCODING, 1L),
                Map.entry(Reason.BAD_TIMESTAMP, 2L),
                Map.entry(Reason.NONEXISTENT_TIME, 1L),
                Map.entry(Reason.EPOCH_UNIT, 1L),
                Map.entry(Reason.OUT_OF_BOUNDS_DATE, 2L),
                Map.entry(Reason.BAD_VALUE, 1L),
                Map.entry(Reason.NOT_FINITE, 2L),
                Map.entry(Reason.OUT_OF_RANGE, 1L),
                Map.entry(Reason.MALFORMED_LINE, 1L),
                Map.entry(Reason.EMPTY_SERIES, 1L),
                Map.entry(Reason.AMBIGUOUS_TIME, 0L),
                Map.entry(Reason.ROUNDED_VALUE, 0L)));
    Row time =
        reasons.get("BAD_TIMESTAMP").stream()
            .filter(r -> "good".equals(r.get(0)))
            .findAny()
            .orElseThrow();
    assertThat(time.getString(2)).isEqualTo("yesterday");
    assertThat(time.getString(4)).isEqualTo("file:/in/a.csv");
    assertThat(reasons.get("MALFORMED_LINE").get(0).getString(6)).isEqualTo("a,b");
    assertThat(reasons.get("OUT_OF_RANGE").get(0).getString(3)).isEqualTo("1.0E300");
    assertThat(reasons.get("ID_TOO_LONG").get(0).getString(0))
        .hasSizeLessThan(300)
        .startsWith("xxx");

    List<Row> regular = ingested.regular().orderBy(col("unique_id").desc()).collectAsList();
    assertThat(regular)
        .extracting(r -> r.getString(0))
        .containsExactly("\u202Eevil\n\0 <b>", "good");
    assertThat(regular.get(1).getList(4).toString())
        .isEqualTo("[0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 4.0, 4.0]");
    assertThat(
            ingested.status().collectAsList().stream()
                .map(r -> r.getString(0).substring(0, 3) + r.getString(2)))
        .containsExactlyInAnyOrder(
            "empEMPTY_SERIES", "losBAD_TIMESTAMP", "xxxID_TOO_LONG", "K\uFFFDlBAD_ENCODING");
  }

  @Test
  void limitsAreTheUsers() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(raw("good", hour(i), 100.0 * (i % 2 == 0 ? 1 : -1)));
    }
    rows.add(raw("abcde", hour(0), 1.0));
    rows.add(raw("good", START.minusSeconds(1), 1.0));
    rows.add(raw("good", hour(24), 1.0));
    rows.add(raw("good", hour(5), 100.1));
    rows.add(raw("good", hour(5), -100.1));
    // four of eight are missing, and five of eight
    for (int i : new int[] {0, 2, 4, 7}) {
      rows.add(raw("half", hour(i), 1.0));
      if (i != 4) {
        rows.add(raw("less", hour(i), 1.0));
      }
    }
    Dataset<Row> intake =
        intake(
            rows,
            Optional.empty(),
            "source.frequency=h",
            "quality.max-id-length=4",
            "quality.earliest=2024-01-01",
            "quality.latest=2024-01-02",
            "quality.largest-value=100",
            "quality.max-missing-share=0.5");
    Account account = Account.of(Ingest.views(intake).account());
    assertThat(account.rows())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Reason.ID_TOO_LONG, 1L,
                Reason.OUT_OF_BOUNDS_DATE, 2L,
                Reason.OUT_OF_RANGE, 2L,
                Reason.SPARSE, 3L));
    assertThat(account.used()).isEqualTo(9);
  }

  @Test
  @DisplayName("F25 --as-of: later rows are not known yet and not held against the input")
  void asOf() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(raw("a", hour(i), 1.0 * i));
      rows.add(raw("new", hour(i + 8), 1.0));
    }
    Ingested ingested = Ingest.views(intake(rows, Optional.of(hour(4))));
    Account account = Account.of(ingested.account());
    account.check(Configured.with("quality.max-quarantined-share=0").quality());
    assertThat(account.used()).isEqualTo(5);
    assertThat(account.rows()).containsExactly(Map.entry(Reason.AFTER_AS_OF, 15L));
    assertThat(ingested.quarantine().count()).isEqualTo(2);
    assertThat(ingested.regular().collectAsList().get(0).getList(3)).hasSize(5);
    assertThat(ingested.status().collectAsList().get(0).getString(0)).isEqualTo("new");
  }

  @Test
  @DisplayName("F6, F28 values that others took the place of, and skew, are told")
  void remarks() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(raw("large", hour(i), 1.0 * i));
    }
    rows.add(raw("large", hour(3), -1.0));
    rows.add(raw("small", hour(0), 1.0));
    Account account = Account.of(Ingest.views(intake(rows, Optional.empty())).account());
    assertThat(account.largest()).isEqualTo("large");
    assertThat(account.largestRows()).isEqualTo(11);
    assertThat(account.remarks())
        .containsExactly(
            "1 instants had several values (quality.duplicates)",
            "one series has 92 % of the rows");
  }

  @Test
  @DisplayName("F33, F39 no row, and everything quarantined, are errors with the reasons")
  void nothingLeft() {
    QualitySettings settings = Configured.with().quality();
    assertThatThrownBy(
            () ->
                Account.of(Ingest.views(intake(List.of(), Optional.empty())).account())
                    .check(settings))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("NO_DATA");
    List<Row> bad =
        List.of(
            raw("a", null, 1.0, "x1", "1", 0),
            raw(null, hour(1), 1.0),
            raw("b", null, 2.0, "x2", "2", 0));
    assertThatThrownBy(
            () -> Account.of(Ingest.views(intake(bad, Optional.empty())).account()).check(settings))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("3 of 3 rows are quarantined and 0 of 2 series are left")
        .hasMessageContaining("BAD_TIMESTAMP: 2 rows, e.g. id a, ds x1");
  }

  @Test
  @DisplayName("F39 more quarantined rows than allowed stop the run, though there are good ones")
  void tooManyQuarantined() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      rows.add(i < 5 ? raw("a", hour(i), 1.0 * i) : raw("a", null, 1.0, "x" + i, "1", 0));
    }
    Account account = Account.of(Ingest.views(intake(rows, Optional.empty())).account());
    assertThatThrownBy(() -> account.check(Configured.with().quality()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("6 of 11 rows are quarantined and 1 of 1 series are left")
        .hasMessageContaining("quality.max-quarantined-share = 0.5");
    account.check(Configured.with("quality.max-quarantined-share=0.55").quality());
  }

  @Test
  @DisplayName(
      "F11 one shuffle; any order and partitioning give the same bits; the account adds up")
  void partitioningChangesNothing() {
    Settings settings =
        Configured.with("source.frequency=h", "quality.duplicates=quarantine", "quality.max-gap=3");
    for (int seed = 0; seed < 4; seed++) {
      List<Row> rows = dirty(seed);
      List<String> first = null;
      for (int partitions : new int[] {1, 2, 17}) {
        Dataset<Row> raw =
            TestSpark.session()
                .createDataFrame(rows, Raw.SCHEMA)
                .repartition(partitions, col("y").plus(lit(partitions)), col("ds"));
        List<Row> outcomes =
            Ingest.intake(
                    raw,
                    settings.source(),
                    settings.quality(),
                    20,
                    Optional.of(hour(60)),
                    Ahead.NOTHING)
                .collectAsList();
        assertThat(sum(outcomes, "read")).isEqualTo(rows.size());
        assertThat(sum(outcomes, "used") + sum(outcomes, "rows") + sum(outcomes, "deduplicated"))
            .isEqualTo(rows.size());
        List<String> all = outcomes.stream().map(Row::toString).sorted().toList();
        assertThat(all).isEqualTo(first == null ? all : first);
        first = all;
      }
    }
  }

  private static long sum(List<Row> outcomes, String column) {
    return outcomes.stream().mapToLong(row -> row.<Long>getAs(column)).sum();
  }

  private static List<Row> dirty(int seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String id = "s" + random.nextInt(8);
      Instant ds = hour(random.nextInt(70));
      Double y = (double) random.nextInt(3);
      switch (random.nextInt(14)) {
        case 0 -> rows.add(raw(null, ds, y));
        case 1 -> rows.add(raw(id, null, y, "?" + i, null, 0));
        case 2 -> rows.add(raw(id, ds, null));
        case 3 -> rows.add(raw(id, ds, Double.NaN));
        case 4 -> rows.add(raw(id, ds, Double.POSITIVE_INFINITY));
        case 5 -> rows.add(raw(id, ds.plusSeconds(random.nextInt(3)), y));
        case 6 -> rows.add(raw("empty" + random.nextInt(2), ds, null));
        default -> rows.add(raw(id, ds, y, null, null, random.nextInt(3) == 0 ? 8 : 0));
      }
    }
    return rows;
  }

  @Test
  void oneShuffleBySeriesAndNothingButNarrowStepsAroundIt() {
    Settings settings = Configured.with();
    Dataset<Row> raw = TestSpark.session().createDataFrame(dirty(1), Raw.SCHEMA);
    Dataset<Row> intake =
        Ingest.intake(
            raw, settings.source(), settings.quality(), 3, Optional.empty(), Ahead.NOTHING);
    assertThat(intake.queryExecution().executedPlan().toString())
        .containsOnlyOnce("Exchange hashpartitioning(uniqueId");
    assertThat(shuffles(intake)).isEqualTo(1);
    Ingested ingested = Ingest.views(intake);
    assertThat(shuffles(ingested.regular())).isEqualTo(1);
    assertThat(shuffles(ingested.quarantine())).isEqualTo(1);
    assertThat(shuffles(Ingest.series(ingested.regular(), List.of(), List.of(), List.of())))
        .isEqualTo(1);
  }

  /** In all that Spark would run, whether a plan shows it or not. */
  private static long shuffles(Dataset<Row> rows) {
    Deque<RDD<?>> open = new ArrayDeque<>(List.of(rows.queryExecution().toRdd()));
    Set<Integer> seen = new HashSet<>();
    long shuffles = 0;
    while (!open.isEmpty()) {
      RDD<?> rdd = open.remove();
      if (!seen.add(rdd.id())) {
        continue;
      }
      for (Dependency<?> dependency :
          scala.collection.JavaConverters.seqAsJavaList(rdd.dependencies())) {
        shuffles += dependency instanceof ShuffleDependency ? 1 : 0;
        open.add(dependency.rdd());
      }
    }
    return shuffles;
  }

  @Test
  @DisplayName("F28 the series with most rows is told")
  void largestSeries() {
    List<Row> skewed = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      skewed.add(raw(i < 90 ? "big" : "s" + i, hour(i), 1.0));
    }
    Account account =
        Account.of(Ingest.views(intake(skewed, Optional.empty(), "source.frequency=h")).account());
    assertThat(account.largest()).isEqualTo("big");
    assertThat(account.largestRows()).isEqualTo(90);
  }

  @Test
  @DisplayName(
      "F13 a series of one instant gets the table's frequency; a table of such must declare one")
  void oneInstant() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(raw("days", hour(24 * i), 1.0));
      rows.add(raw("hours", hour(i), 1.0));
      rows.add(raw("more hours", hour(i), 1.0));
    }
    rows.add(raw("one", hour(7), 1.0));
    Ingested ingested = Ingest.views(intake(rows, Optional.empty()));
    Account account = Account.of(ingested.account());
    account.check(Configured.with().quality());
    assertThat(account.shown()).isEqualTo("4 series, mostly h (2 frequencies)");
    assertThat(
            account.withFrequency(ingested.regular()).orderBy("unique_id").collectAsList().stream()
                .map(r -> r.getString(1)))
        .containsExactly("D", "h", "h", "h");
    List<Row> single = List.of(raw("a", hour(0), 1.0), raw("b", hour(1), 1.0));
    Account unknown = Account.of(Ingest.views(intake(single, Optional.empty())).account());
    assertThatThrownBy(() -> unknown.check(Configured.with().quality()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("none of the 2 series has two instants")
        .hasMessageContaining("source.frequency = D");
    Account declared =
        Account.of(Ingest.views(intake(single, Optional.empty(), "source.frequency=h")).account());
    declared.check(Configured.with().quality());
    assertThat(declared.shown()).isEqualTo("2 series, h");
  }

  @Test
  void theSeriesTableIsTheExplodedRegularOne() {
    List<Row> rows =
        List.of(raw("a", hour(0), 1.0), raw("a", hour(1), 2.0), raw("a", hour(3), 4.0));
    Ingested ingested = Ingest.views(intake(rows, Optional.empty(), "quality.gaps=mask"));
    Dataset<Row> series = Ingest.series(ingested.regular(), List.of(), List.of(), List.of());
    assertThat(series.schema().catalogString()).isEqualTo(Table.SERIES.schema().catalogString());
    List<Row> steps = series.orderBy("ds").collectAsList();
    assertThat(steps).hasSize(4);
    assertThat(steps.get(2).isNullAt(2)).isTrue();
    assertThat(steps.get(2).getBoolean(3)).isFalse();
  }
}
