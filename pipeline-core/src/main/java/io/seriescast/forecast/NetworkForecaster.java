package io.seriescast.forecast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowEncoder.Local;
import io.seriescast.window.WindowShape;
import java.util.List;
import java.util.stream.IntStream;
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
    WindowEncoder encoder = snapshot.value().encoder();
    return origins -> forecast(network, encoder, origins);
  }

  private static double[][] forecast(
      MultiLayerNetwork network, WindowEncoder encoder, List<Origin> origins) {
    WindowShape shape = encoder.shape();
    int[] enough =
        IntStream.range(0, origins.size())
            .filter(i -> origins.get(i).position() >= encoder.history())
            .toArray();
    double[][] forecasts = new double[origins.size()][];
    if (enough.length == 0) {
      return forecasts;
    }
    float[] features = new float[enough.length * shape.inputs()];
    Local[] locals = new Local[enough.length];
    for (int row = 0; row < enough.length; row++) {
      Origin origin = origins.get(enough[row]);
      locals[row] = encoder.local(origin.encoded(), origin.position());
      encoder.context(origin.encoded(), origin.position(), locals[row], features, row);
    }
    INDArray output =
        network.output(
            Nd4j.create(
                features, new long[] {enough.length, shape.channels(), shape.steps()}, 'c'));
    float[] scaled = output.dup('c').data().asFloat();
    for (int row = 0; row < enough.length; row++) {
      Origin origin = origins.get(enough[row]);
      double[] forecast = new double[shape.horizon()];
      for (int step = 0; step < shape.horizon(); step++) {
        forecast[step] =
            encoder.decode(
                origin.encoded(),
                origin.position(),
                locals[row],
                step,
                scaled[row * shape.horizon() + step]);
      }
      forecasts[enough[row]] = forecast;
    }
    return forecasts;
  }
}
