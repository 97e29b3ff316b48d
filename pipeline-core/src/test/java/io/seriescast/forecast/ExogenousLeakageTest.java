package io.seriescast.forecast;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.Settings;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.model.Networks;
import io.seriescast.table.Columns;
import io.seriescast.testing.Configured;
import io.seriescast.testing.PreparedTable;
import io.seriescast.testing.TestSpark;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowEncoder;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** What a forecast may depend on of everything that comes after its cutoff. */
class ExogenousLeakageTest {
  private static final int SERIES = 60;
  private static final int N = 40;
  private static final int TEST = 10;
  private static final int HORIZON = 5;

  private enum Change {
    NOTHING,
    /** y and historic after the cutoff, and what is known ahead after the horizon. */
    AFTER,
    /** The inputs known ahead, within the horizon. */
    KNOWN_AHEAD,
    /** The last historic value before the cutoff. */
    BEFORE
  }

  @Test
  void nothingButWhatIsKnownAheadShowsThrough() {
    Map<String, Double> forecasts = forecasts(Change.NOTHING);
    assertThat(forecasts).hasSize(SERIES * HORIZON);
    assertThat(forecasts(Change.AFTER)).isEqualTo(forecasts);
    // and the law could fail: what may be seen is seen, in every series
    Map<String, Double> ahead = forecasts(Change.KNOWN_AHEAD);
    Map<String, Double> before = forecasts(Change.BEFORE);
    for (int i = 0; i < SERIES; i++) {
      assertThat(ahead.get(i + "/1")).isNotEqualTo(forecasts.get(i + "/1"));
      assertThat(before.get(i + "/1")).isNotEqualTo(forecasts.get(i + "/1"));
    }
  }

  private static Map<String, Double> forecasts(Change change) {
    PreparedTable table = new PreparedTable();
    for (int seed = 0; seed < SERIES; seed++) {
      Random random = new Random(seed);
      double[] y = random.doubles(N).toArray();
      double[][] historic = {random.doubles(N).toArray()};
      double[][] future = {random.doubles(N + HORIZON).toArray()};
      int cutoff = N - TEST;
      for (int t = 0; t < N + HORIZON; t++) {
        if (change == Change.AFTER && t >= cutoff && t < N) {
          y[t] = t % 3 == 0 ? Double.NaN : 1e6 * random.nextGaussian();
          historic[0][t] = 1e6 * random.nextGaussian();
        }
        if (change == Change.AFTER && t >= cutoff + HORIZON) {
          future[0][t] = 1e6 * random.nextGaussian();
        }
      }
      if (change == Change.KNOWN_AHEAD) {
        future[0][cutoff + HORIZON - 1] += 1;
      }
      if (change == Change.BEFORE) {
        historic[0][cutoff - 1] += 1;
      }
      table.with(String.valueOf(seed), 1, 5, TEST, y, List.of("a"), historic, future);
    }
    Settings settings =
        Configured.with(
            "source.format=csv",
            "source.path=x",
            "source.columns.static=kind",
            "source.columns.historic=temperature",
            "source.columns.future=promo",
            "window.context=8",
            "window.horizon=" + HORIZON,
            "window.patch=2",
            "window.local=spread",
            "window.calendar=hour,day-of-week",
            "model.hidden=6");
    Dataset<Row> prepared = table.build();
    Inputs inputs = Inputs.fit(prepared, settings.source());
    MultiLayerNetwork network =
        Networks.create(
            settings.model(),
            CellKind.GRU,
            new WindowEncoder(settings.window(), inputs).shape(),
            settings.train().optimiser(10),
            42);
    Broadcast<NetworkSnapshot> snapshot =
        JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext())
            .broadcast(
                new NetworkSnapshot(
                    "gru",
                    settings.window(),
                    inputs,
                    network.getLayerWiseConfigurations().toJson(),
                    network.params().toFloatVector()));
    Map<String, Double> forecasts = new HashMap<>();
    Forecasts.at(
            prepared,
            array(col(Columns.VALIDATION_END)),
            List.of(new NetworkForecaster("gru", snapshot, HORIZON)),
            List.of(),
            ZoneOffset.UTC)
        .collectAsList()
        .forEach(
            row ->
                forecasts.put(
                    row.getAs(Columns.UNIQUE_ID) + "/" + row.getAs(Columns.HORIZON_STEP),
                    row.<Double>getAs(Columns.Y_HAT)));
    return forecasts;
  }
}
