package io.seriescast.jobs;

import io.seriescast.Settings;
import io.seriescast.model.ModelSettings;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.train.TrainSettings;
import io.seriescast.window.WindowShape;

/**
 * What one trainer and the driver need for the largest network of a configuration, estimated before
 * anything is built; an upper bound of the arithmetic, not of what libraries take on top. What the
 * recipe chooses is not known yet: its networks are small.
 *
 * @param parameters of the largest network
 * @param trainerOffHeap bytes outside the heap of one executor: five copies of the parameters
 *     (network, gradient, two moments of Adam, broadcast) and the activations of one minibatch with
 *     their gradients
 * @param driverHeap bytes on the driver's heap: parameters and two moments of every trainer, as
 *     they come back from a round, and of the best epoch and the checkpoint
 */
record MemoryNeed(long parameters, long trainerOffHeap, long driverHeap) {
  private static final int FLOAT = 4;

  static MemoryNeed of(Settings settings) {
    ModelSettings model = settings.model();
    TrainSettings train = settings.train();
    WindowShape window = WindowShape.atMost(settings.window().network(), settings.source());
    long parameters = 0;
    long activations = 0;
    for (CellKind cell : model.cells()) {
      parameters = Math.max(parameters, parameters(cell, model, window));
      activations = Math.max(activations, activations(cell, model, window, train.batchSize()));
    }
    return new MemoryNeed(
        parameters,
        FLOAT * (5 * parameters + activations),
        3 * FLOAT * parameters * (train.workers() + 2L));
  }

  private static long parameters(CellKind cell, ModelSettings model, WindowShape window) {
    long directions = model.bidirectional() ? 2 : 1;
    long hidden = model.hidden();
    long in = window.channels();
    long outputs = (long) window.horizon() * Math.max(1, model.trainedQuantiles().size());
    long sum = 0;
    for (int layer = 0; layer < model.layers(); layer++) {
      sum += directions * gates(cell) * hidden * (in + hidden + 1);
      in = directions * hidden;
    }
    long highway = model.highway() + (long) window.ahead();
    return sum + (in + highway * window.channels() + 1) * outputs;
  }

  /** Every step keeps its gates and its state for the way back, and the same again as gradients. */
  private static long activations(
      CellKind cell, ModelSettings model, WindowShape window, int batchSize) {
    long steps = window.steps();
    long directions = model.bidirectional() ? 2 : 1;
    return 2
        * directions
        * model.layers()
        * steps
        * batchSize
        * (gates(cell) + 2L)
        * model.hidden();
  }

  private static int gates(CellKind cell) {
    return switch (cell) {
      case LSTM -> 4;
      case GRU -> 3;
      default -> 1;
    };
  }
}
