package io.seriescast.window;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seriescast.table.Columns;
import io.seriescast.testing.PreparedTable;
import java.sql.Timestamp;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows as DataFrame operations beside plain loops and beside what the networks are given. */
class WindowTableTest {
  private static WindowSettings window(int context, int minContext, int horizon, int stride) {
    return new WindowSettings(
        context,
        minContext,
        horizon,
        stride,
        1,
        WindowSettings.LocalScale.NONE,
        0,
        false,
        0,
        List.of());
  }

  private static double[] walk(Random random, int n) {
    double[] y = new double[n];
    for (int t = 1; t < n; t++) {
      y[t] = y[t - 1] + random.nextGaussian();
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theTableHoldsWhatTheNetworksAreGiven(long seed) {
    Random random = new Random(seed);
    int context = 1 + random.nextInt(8);
    int minContext = random.nextInt(context + 1);
    WindowSettings shape =
        window(context, minContext, 1 + random.nextInt(4), 1 + random.nextInt(3));
    PreparedTable series = new PreparedTable();
    for (int s = 0; s < 4; s++) {
      series.with("s" + s, 4, random.nextInt(4), random.nextInt(4), walk(random, 9 + 5 * s));
    }
    Dataset<Row> prepared = series.build();
    List<Row> windows =
        Windows.table(prepared, shape, Windows.training(shape, 1))
            .orderBy(Columns.UNIQUE_ID, Columns.ORIGIN)
            .collectAsList();
    assertThat(windows).hasSize((int) Windows.count(prepared, Windows.training(shape, 1)));

    WindowEncoder encoder = new WindowEncoder(shape);
    int at = 0;
    for (PreparedSeries one : prepared(prepared, shape)) {
      EncodedSeries encoded = EncodedSeries.of(one);
      for (int origin : IntStream.of(one.origins()).sorted().toArray()) {
        Row row = windows.get(at++);
        WindowEncoder.Local local = encoder.local(encoded, origin);
        float[] features = new float[encoder.shape().inputs()];
        float[] labels = new float[2 * shape.horizon()];
        encoder.context(encoded, origin, local, features, 0);
        encoder.target(encoded, origin, local, 1, labels, 0);
        List<Double> values = row.getList(3);
        assertThat(row.getString(0)).isEqualTo(one.uniqueId());
        assertThat(row.getTimestamp(1)).isEqualTo(hour(origin - 1));
        assertThat(row.getInt(2)).isEqualTo(origin);
        assertThat(values).hasSize(Math.min(origin, context));
        for (int i = 0; i < values.size(); i++) {
          assertThat(values.get(i)).isCloseTo(features[context - values.size() + i], within(1e-6));
        }
        for (int i = 0; i < shape.horizon(); i++) {
          assertThat(row.<Double>getList(4).get(i)).isCloseTo(labels[i], within(1e-6));
        }
      }
    }
    assertThat(at).isEqualTo(windows.size());
  }

  private static List<PreparedSeries> prepared(Dataset<Row> prepared, WindowSettings shape) {
    return PreparedSeries.select(prepared.orderBy(Columns.UNIQUE_ID), Windows.training(shape, 1))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(PreparedSeries::of)
        .collect();
  }

  private static Timestamp hour(int i) {
    return new Timestamp(Timestamp.valueOf("2024-01-01 00:00:00").getTime() + 3_600_000L * i);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void originsAreThoseOfPlainLoops(long seed) {
    Random random = new Random(seed);
    PreparedTable table = new PreparedTable();
    for (int s = 0; s < 40; s++) {
      int test = random.nextInt(12);
      int validation = random.nextInt(8);
      table.with(
          "s" + s, 1, validation, test, walk(random, test + validation + random.nextInt(30)));
    }
    int horizon = 1 + random.nextInt(5);
    int stride = 1 + random.nextInt(4);
    WindowSettings shape = window(1 + random.nextInt(6), 0, horizon, stride);
    for (Row row :
        table
            .build()
            .select(
                org.apache.spark.sql.functions.size(col(Columns.Y)),
                col(Columns.TRAIN_END),
                col(Columns.VALIDATION_END),
                Windows.test(shape, stride, 0, false),
                Windows.test(shape, stride, 0, true),
                Windows.training(shape, 1))
            .collectAsList()) {
      int n = row.getInt(0);
      int[] evaluation =
          IntStream.iterate(row.getInt(2), o -> o + horizon <= n, o -> o + stride).toArray();
      assertThat(origins(row, 3)).containsExactly(evaluation);
      assertThat(origins(row, 4))
          .containsExactly(IntStream.concat(IntStream.of(evaluation), IntStream.of(n)).toArray());
      int last = row.getInt(1) - horizon;
      assertThat(origins(row, 5))
          .containsExactly(
              IntStream.iterate(last, o -> o >= shape.context(), o -> o - stride).toArray());
    }
  }

  private static int[] origins(Row row, int column) {
    return row.<Integer>getList(column).stream().mapToInt(Integer::intValue).toArray();
  }
}
