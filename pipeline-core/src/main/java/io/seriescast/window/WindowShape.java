package io.seriescast.window;

import java.io.Serializable;

/**
 * The sizes of a window as the network sees it: input [batch, channels, steps], output [batch,
 * horizon].
 *
 * @param context values in
 * @param horizon values out
 * @param patch consecutive values that one recurrent step takes
 * @param groups numbers that the network is told of each value: the value itself, and more if the
 *     settings say so
 */
public record WindowShape(int context, int horizon, int patch, int groups) implements Serializable {
  public static WindowShape of(WindowSettings settings) {
    int groups = 1 + (settings.observed() ? 1 : 0) + (settings.annualLag() > 0 ? 1 : 0);
    return new WindowShape(settings.context(), settings.horizon(), settings.patch(), groups);
  }

  /** Recurrent steps. */
  public int steps() {
    return context / patch;
  }

  /** Numbers per recurrent step: group by group, in a group the patch's values oldest first. */
  public int channels() {
    return patch * groups;
  }

  /** Numbers of one window's input. */
  public int inputs() {
    return context * groups;
  }
}
