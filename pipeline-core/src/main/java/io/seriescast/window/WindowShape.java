package io.seriescast.window;

import java.io.Serializable;

/**
 * The sizes of a window as the network sees it: input [batch, channels, steps], output [batch,
 * horizon].
 *
 * @param context values in
 * @param horizon values out
 * @param patch consecutive values that one recurrent step takes, its channels
 */
public record WindowShape(int context, int horizon, int patch) implements Serializable {
  public static WindowShape of(WindowSettings settings) {
    return new WindowShape(settings.context(), settings.horizon(), settings.patch());
  }

  /** Recurrent steps. */
  public int steps() {
    return context / patch;
  }

  /** Values per recurrent step. */
  public int channels() {
    return patch;
  }

  /** Values a series must have to give one window. */
  public int length() {
    return context + horizon;
  }
}
