package io.seriescast.window;

import io.seriescast.source.SourceSettings;
import java.io.Serializable;

/**
 * The sizes of a window as the network sees it: input [batch, channels, steps], output [batch,
 * horizon]. Where something is known ahead, the steps go on over the horizon: the network reads
 * what is known of it.
 *
 * @param context values in
 * @param horizon values out
 * @param patch consecutive values that one recurrent step takes
 * @param groups numbers that the network is told of each value: the value itself, and more if the
 *     settings say so and for every historic input
 * @param known more such groups, which go on over the horizon: the inputs known ahead
 * @param perStep numbers that a recurrent step as a whole is told: calendar, statics, whether it
 *     lies ahead
 * @param ahead recurrent steps over the horizon, 0 when nothing is known of it
 */
public record WindowShape(
    int context, int horizon, int patch, int groups, int known, int perStep, int ahead)
    implements Serializable {
  public static WindowShape of(WindowSettings settings, Inputs inputs) {
    return of(settings, inputs.historic().size(), inputs.future().size(), inputs.staticWidth());
  }

  /** The largest that it may be, before the table is looked at: what texts there are. */
  public static WindowShape atMost(WindowSettings settings, SourceSettings source) {
    return of(
        settings,
        source.columns().historic().size(),
        source.future().size(),
        source.columns().static_().size() * StaticInput.MOST_WIDTH);
  }

  private static WindowShape of(WindowSettings settings, int historic, int known, int staticWidth) {
    int groups = 1 + (settings.observed() ? 1 : 0) + (settings.annualLag() > 0 ? 1 : 0);
    int calendar = 2 * settings.calendar().size();
    int ahead =
        known + calendar == 0 ? 0 : (settings.horizon() + settings.patch() - 1) / settings.patch();
    return new WindowShape(
        settings.context(),
        settings.horizon(),
        settings.patch(),
        groups + historic,
        known,
        calendar + staticWidth + (ahead > 0 ? 1 : 0),
        ahead);
  }

  /** Recurrent steps. */
  public int steps() {
    return context / patch + ahead;
  }

  /**
   * Numbers per recurrent step: group by group, in a group the patch's values oldest first; then
   * those of the step.
   */
  public int channels() {
    return patch * (groups + known) + perStep;
  }

  /** Position of number {@code group} of value i in a row of [channels, steps]. */
  int at(int group, int i) {
    return (group * patch + i % patch) * steps() + i / patch;
  }

  /** Numbers of one window's input. */
  public int inputs() {
    return channels() * steps();
  }
}
