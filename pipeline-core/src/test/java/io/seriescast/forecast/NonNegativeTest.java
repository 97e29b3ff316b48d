package io.seriescast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.scale.Scaler;
import io.seriescast.scale.ScalerKind;
import io.seriescast.window.EncodedSeries;
import io.seriescast.window.PreparedSeries;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonNegativeTest {
  private static final Forecaster FALLING = new Fixed(new double[] {2, 0, -1});

  @Test
  void countsStayCountsAndTheRestStaysAsItIs() {
    Origin counts = origin(3, 1, Double.NaN, 0, 2);
    Origin degrees = origin(3, 1, -4, 2);
    Origin negativeLaterOnly = new Origin(origin(3, 1, 0, -7).series(), null, 3);
    Forecast[] forecasts =
        new NonNegative(FALLING)
            .start(List.of(80))
            .forecast(List.of(counts, degrees, negativeLaterOnly));
    assertThat(forecasts[0].yHat()).containsExactly(2, 0, 0);
    assertThat(forecasts[0].bounds()[0]).containsExactly(1, 0, 0);
    assertThat(forecasts[0].bounds()[1]).isNull();
    assertThat(forecasts[1].yHat()).containsExactly(2, 0, -1);
    assertThat(forecasts[2].yHat()).as("the future does not show").containsExactly(2, 0, 0);
  }

  @Test
  void whatCannotForecastStillCannot() {
    assertThat(new NonNegative(new Fixed(null)).start(List.of()).forecast(List.of(origin(1, 2)))[0])
        .isNull();
    assertThat(new NonNegative(FALLING).model()).isEqualTo("fixed");
  }

  private static Origin origin(double... y) {
    PreparedSeries series =
        new PreparedSeries(
            "a", y, new boolean[y.length], 1, new Scaler(ScalerKind.NONE, 0, 1, 1), 1, new int[0]);
    return new Origin(series, EncodedSeries.of(series), y.length);
  }

  private record Fixed(double[] forecast) implements Forecaster {
    @Override
    public String model() {
      return "fixed";
    }

    @Override
    public Worker start(List<Integer> levels) {
      return origins ->
          origins.stream().map(o -> forecast == null ? null : copy()).toArray(Forecast[]::new);
    }

    private Forecast copy() {
      return new Forecast(forecast.clone(), new double[][] {{1, -1, -2}, null});
    }
  }
}
