package io.seriescast;

import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings;
import io.seriescast.split.Part;
import io.seriescast.split.Parts;
import io.seriescast.window.WindowSettings;

/** Below how many steps a series is too short for the networks. */
final class MinimumLength {
  /** Values before the first forecast, below which the recipe does not try. */
  private static final int FEWEST = 4;

  private MinimumLength() {}

  /** Steps that a series must have to give a window to train on beside its held-out parts. */
  static int of(Settings settings) {
    WindowSettings window = settings.window();
    Part test = Part.parse(settings.split().test());
    if (settings.model().recipe() == ModelSettings.Recipe.AUTO) {
      // The recipe fits its windows to the lengths it finds.
      int least = window.horizon() + FEWEST;
      return least
          + (test.unit() == Part.Unit.SHARE
              ? (int) Math.ceil(least * test.amount() / (1 - test.amount()))
              : test.steps(1 << 24, window.horizon()));
    }
    Part validation = Part.parse(settings.split().validation());
    int need = window.history() + window.horizon();
    for (int n = need; n <= 1 << 24; n++) {
      if (Parts.of(n, test, validation, window.horizon(), false).trainEnd() >= need
          && n - test.steps(n, window.horizon()) - validation.steps(n, window.horizon()) >= need) {
        return n;
      }
    }
    throw PipelineException.configuration(
        "split.test %s and split.validation %s leave no length of series at which %d values are"
            + " left to train on: make them smaller",
        settings.split().test(), settings.split().validation(), need);
  }
}
