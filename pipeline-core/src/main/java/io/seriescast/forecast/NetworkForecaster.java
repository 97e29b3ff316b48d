package io.seriescast.forecast;

import io.seriescast.model.NetworkSnapshot;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * A trained network as a forecaster.
 *
 * @param horizon steps to forecast: as many as the network puts out at once, or a multiple, for
 *     which it is applied again on its own forecasts
 */
public record NetworkForecaster(String model, Broadcast<NetworkSnapshot> snapshot, int horizon)
    implements Forecaster {
  @Override
  public Worker start(List<Integer> levels) {
    return new NetworkWorker(snapshot.value(), horizon, levels);
  }
}
