package io.seriescast.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.Settings;
import io.seriescast.source.Holidays;
import io.seriescast.source.Reader;
import io.seriescast.testing.Configured;
import io.seriescast.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exogenous columns through ingest: carried, mended, known ahead, and no row lost over them. */
class ExogenousTest {
  private static final long HOUR = 3600L * 1_000_000;
  private static final double NONE = Double.NaN;

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  private record Seen(long micros, double y, double historic, double future, String region) {}

  /** Rows of one series; in any order and in any chunks they come to what a plain loop finds. */
  @ParameterizedTest
  @MethodSource("seeds")
  void asAPlainLoopHasIt(long seed) {
    Random random = new Random(seed);
    int n = 5 + random.nextInt(20);
    int more = random.nextInt(6);
    List<Seen> rows = new ArrayList<>();
    for (int t = 0; t < n + more; t++) {
      boolean ends = t == 0 || t == n - 1;
      for (int copy = ends ? 1 : random.nextInt(3); copy > 0; copy--) {
        rows.add(
            new Seen(
                t * HOUR,
                t >= n ? NONE : ends ? t : random.nextInt(4) == 0 ? NONE : t,
                random.nextInt(3) == 0 ? NONE : random.nextInt(9),
                random.nextInt(3) == 0 ? NONE : random.nextInt(9),
                random.nextInt(3) == 0 ? null : "r" + random.nextInt(2)));
      }
    }
    double[] historic = new double[n];
    double[] future = new double[n + more];
    Arrays.fill(historic, NONE);
    Arrays.fill(future, NONE);
    int known = n;
    long newest = -1;
    String region = null;
    for (Seen row : rows) {
      int t = (int) (row.micros / HOUR);
      if (t < n && !(historic[t] >= row.historic) && !Double.isNaN(row.historic)) {
        historic[t] = row.historic;
      }
      if (!(future[t] >= row.future) && !Double.isNaN(row.future)) {
        future[t] = row.future;
        known = Math.max(known, t + 1);
      }
      if (row.region != null
          && (row.micros > newest || (row.micros == newest && row.region.compareTo(region) > 0))) {
        region = row.region;
        newest = row.micros;
      }
    }
    for (int t = 1; t < n + more; t++) {
      if (t < n && Double.isNaN(historic[t])) {
        historic[t] = historic[t - 1];
      }
      if (Double.isNaN(future[t])) {
        future[t] = future[t - 1];
      }
    }
    Collections.shuffle(rows, random);
    Settings settings =
        Configured.with(
            "source.format=csv",
            "source.path=x",
            "source.frequency=h",
            "source.columns.static=region",
            "source.columns.historic=temperature",
            "source.columns.future=promo");
    Regulariser regulariser =
        new Regulariser(settings.source(), settings.quality(), 1, Optional.empty(), Ahead.NOTHING);
    List<Outcome> outcomes =
        regulariser.regularise("a", chunks(rows, 1 + random.nextInt(rows.size())));
    Outcome series = outcomes.get(outcomes.size() - 1);
    assertThat(series.getHistoric()[0]).containsExactly(historic);
    assertThat(series.getFuture()[0]).containsExactly(Arrays.copyOf(future, known));
    assertThat(series.getStatics()).containsExactly(region);
    boolean differ = rows.stream().map(Seen::region).filter(r -> r != null).distinct().count() > 1;
    assertThat(outcomes.stream().anyMatch(o -> "STATIC_CONFLICT".equals(o.getReason())))
        .isEqualTo(differ);
    long records = outcomes.stream().mapToLong(Outcome::getRows).sum();
    assertThat(series.getUsed() + series.getDeduplicated() + records).isEqualTo(rows.size());
  }

  private static List<Chunk> chunks(List<Seen> rows, int size) {
    List<Chunk> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      List<Seen> part = rows.subList(from, Math.min(rows.size(), from + size));
      StaticValues statics = new StaticValues(1);
      part.forEach(row -> statics.add(new String[] {row.region}, row.micros));
      Chunk chunk = new Chunk();
      chunk.setUniqueId("a");
      chunk.setOrigin("f");
      chunk.setMicros(part.stream().mapToLong(Seen::micros).toArray());
      chunk.setY(part.stream().mapToDouble(Seen::y).toArray());
      chunk.setNumbers(
          part.stream()
              .flatMapToDouble(r -> java.util.stream.DoubleStream.of(r.historic, r.future))
              .toArray());
      statics.writeTo(chunk);
      chunks.add(chunk);
    }
    return chunks;
  }

  @Test
  void fromTheFileToTheTables() throws Exception {
    StringBuilder csv = new StringBuilder("unique_id,ds,y,region,temperature,promo\n");
    for (int t = 0; t < 10; t++) {
      String temperature = t == 3 ? "warm" : t == 4 ? "inf" : t == 5 ? "" : String.valueOf(t);
      csv.append(
          "a,2024-12-23T%02d:00:00,%d,%s,%s,%s\n"
              .formatted(t + 12, t, t == 2 ? "" : "no;rth", temperature, t % 2 == 0));
    }
    for (int t = 10; t < 14; t++) {
      csv.append(
          "a,%s,,no;rth,,1\n"
              .formatted(Instant.parse("2024-12-23T12:00:00Z").plusSeconds(3600L * t)));
    }
    Path input = Files.writeString(folder.resolve("input.csv"), csv);
    Path days =
        Files.writeString(folder.resolve("days.csv"), "ds,name\n2024-12-24,Christmas Eve\n");
    Settings settings =
        Configured.with(
            "source.format=csv",
            "source.path=" + input,
            "source.columns.static=region",
            "source.columns.historic=temperature",
            "source.columns.future=promo",
            "source.holidays.path=" + days);
    Ahead ahead = new Ahead(4, Holidays.read(TestSpark.session(), settings.source()));
    Ingested ingested = ingest(settings, Optional.empty(), ahead);
    Account account = Account.of(ingested.account());
    account.check(settings.quality());
    assertThat(account.used()).isEqualTo(14);
    assertThat(account.rows()).containsOnlyKeys(Reason.BAD_EXOGENOUS).containsValue(0L);
    Row regular = ingested.regular().head();
    assertThat(regular.<String>getList(regular.fieldIndex("statics"))).containsExactly("no;rth");
    assertThat(numbers(regular, "historic", 0))
        .containsExactly(0., 1., 2., 2., 2., 2., 6., 7., 8., 9.);
    assertThat(numbers(regular, "future", 0))
        .containsExactly(1., 0., 1., 0., 1., 0., 1., 0., 1., 0., 1., 1., 1., 1.);
    // midnight comes after twelve hours
    assertThat(numbers(regular, "future", 1))
        .containsExactly(0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 1., 1.);
    Dataset<Row> series =
        Ingest.series(
            ingested.regular(),
            List.of("region"),
            List.of("temperature"),
            settings.source().future());
    assertThat(series.columns())
        .containsExactly(
            "unique_id", "ds", "y", "region", "temperature", "promo", "holiday", "is_observed");
    assertThat(series.count()).isEqualTo(10);
    assertThat(series.orderBy("ds").collectAsList().get(3).mkString("|"))
        .endsWith("|3.0|no;rth|2.0|0.0|0.0|true");

    // as of the seventh value the rest is the future: of it only what is known ahead
    Ingested before = ingest(settings, Optional.of(Instant.parse("2024-12-23T18:00:00Z")), ahead);
    Account known = Account.of(before.account());
    known.check(settings.quality());
    assertThat(known.used()).isEqualTo(14);
    Row earlier = before.regular().head();
    assertThat(earlier.getList(earlier.fieldIndex("y"))).hasSize(7);
    assertThat(numbers(earlier, "historic", 0)).hasSize(7);
    assertThat(numbers(earlier, "future", 0)).hasSize(14);
  }

  @Test
  void asOfHidesStaticsOfLaterAndSeriesThatBeginLater() throws Exception {
    StringBuilder csv = new StringBuilder("unique_id,ds,y,region,promo\n");
    for (int t = 0; t < 10; t++) {
      String ds = "2024-12-23T%02d:00:00".formatted(t);
      csv.append("old,%s,%d,%s,%d\n".formatted(ds, t, t < 5 ? "north" : "south", t % 2));
      csv.append(t < 5 ? "" : "new,%s,%d,north,%d\n".formatted(ds, t, t % 2));
    }
    Path input = Files.writeString(folder.resolve("input.csv"), csv);
    Settings settings =
        Configured.with(
            "source.format=csv",
            "source.path=" + input,
            "source.columns.static=region",
            "source.columns.future=promo",
            "quality.max-quarantined-share=0");
    Ingested ingested =
        ingest(settings, Optional.of(Instant.parse("2024-12-23T04:00:00Z")), Ahead.NOTHING);
    Account account = Account.of(ingested.account());
    account.check(settings.quality());
    assertThat(account.rows()).containsExactly(Map.entry(Reason.AFTER_AS_OF, 5L));
    Row old = ingested.regular().collectAsList().get(0);
    assertThat(old.<String>getList(old.fieldIndex("statics"))).containsExactly("north");
    assertThat(numbers(old, "future", 0)).hasSize(10);
    assertThat(ingested.status().collectAsList())
        .singleElement()
        .satisfies(r -> assertThat(r.mkString("|")).startsWith("new|quarantined|AFTER_AS_OF"));
  }

  private static List<Double> numbers(Row row, String column, int number) {
    List<scala.collection.Seq<Double>> arrays = row.getList(row.fieldIndex(column));
    return scala.collection.JavaConverters.seqAsJavaList(arrays.get(number));
  }

  private static Ingested ingest(Settings settings, Optional<Instant> asOf, Ahead ahead) {
    Dataset<Row> raw = Reader.read(TestSpark.session(), settings.source(), verdict -> {});
    return Ingest.views(
        Ingest.intake(raw, settings.source(), settings.quality(), 1, asOf, ahead).cache());
  }
}
