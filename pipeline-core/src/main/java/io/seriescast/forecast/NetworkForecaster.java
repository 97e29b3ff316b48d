package io.seriescast.forecast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowShape;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network as a forecaster: contexts in batches through the network, back to original
 * units.
 */
public record NetworkForecaster(String model, Broadcast<NetworkSnapshot> snapshot)
    implements Forecaster {
  @Override
  public Worker start() {
    MultiLayerNetwork network = snapshot.value().network();
    WindowEncoder encoder = new WindowEncoder(snapshot.value().shape());
    return origins -> forecast(network, encoder, origins);
  }

  private static double[][] forecast(
      MultiLayerNetwork network, WindowEncoder encoder, List<Origin> origins) {
    WindowShape shape = encoder.shape();
    List<Origin> enough = origins.stream().filter(o -> o.position() >= shape.context()).toList();
    double[][] forecasts = new double[origins.size()][];
    if (enough.isEmpty()) {
      return forecasts;
    }
    float[] features = new float[enough.size() * shape.context()];
    for (int row = 0; row < enough.size(); row++) {
      encoder.context(enough.get(row).series(), enough.get(row).position(), features, row);
    }
    INDArray output =
        network.output(
            Nd4j.create(
                features, new long[] {enough.size(), shape.channels(), shape.steps()}, 'c'));
    float[] scaled = output.dup('c').data().asFloat();
    for (int i = 0, row = 0; i < forecasts.length; i++) {
      if (origins.get(i).position() >= shape.context()) {
        forecasts[i] = new double[shape.horizon()];
        for (int step = 0; step < shape.horizon(); step++) {
          forecasts[i][step] =
              encoder.decode(origins.get(i).series(), scaled[row * shape.horizon() + step]);
        }
        row++;
      }
    }
    return forecasts;
  }
}
