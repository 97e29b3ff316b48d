package io.seriescast.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.Settings;
import io.seriescast.cell.Cell;
import io.seriescast.cell.RecurrentStack;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowEncoder;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class NetworksTest {
  private static MultiLayerNetwork network(String... values) {
    Settings settings = Settings.load(null, List.of(values));
    return Networks.create(
        settings.model(),
        settings.model().cells().get(0),
        new WindowEncoder(settings.window(), Inputs.NONE).shape(),
        settings.train().optimiser(10),
        1);
  }

  @Test
  void theSettingsReachTheLayer() {
    MultiLayerNetwork network =
        network(
            "model.cells=gru",
            "model.hidden=6",
            "model.layers=2",
            "model.dropout=0.2",
            "model.variational-dropout=true",
            "model.bidirectional=true",
            "model.highway=3");
    RecurrentStack stack = (RecurrentStack) network.getLayer(0).conf().getLayer();
    assertThat(stack.cell()).isEqualTo(Cell.GRU);
    assertThat(stack.hidden()).isEqualTo(6);
    assertThat(stack.layers()).isEqualTo(2);
    assertThat(stack.dropoutRate()).isEqualTo(0.2);
    assertThat(stack.variationalDropout()).isTrue();
    assertThat(stack.bidirectional()).isTrue();
    assertThat(stack.highway()).isEqualTo(3);
  }

  @Test
  void theHorizonIsTheOutputTimesTheQuantiles() {
    assertThat(network("window.horizon=7").getLayer(1).getParam("b").length()).isEqualTo(7);
    assertThat(
            network("window.horizon=7", "model.loss=quantile", "model.quantiles=[0.1, 0.5, 0.9]")
                .getLayer(1)
                .getParam("b")
                .length())
        .isEqualTo(21);
  }
}
