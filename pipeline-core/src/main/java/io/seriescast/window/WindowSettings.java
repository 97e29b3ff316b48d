package io.seriescast.window;

import io.seriescast.config.Checks;
import java.io.Serializable;
import java.util.List;

/**
 * The section {@code window}: {@code context} values in, {@code horizon} values out, cut every
 * {@code stride} steps; a recurrent step is {@code patch} values wide (folding).
 *
 * @param output values that a network puts out at once; 0 = the horizon (direct), fewer: it is
 *     applied again on its own forecasts (recursive)
 * @param maxPerSeries windows of one series that are trained on, drawn by the seed; 0 = all
 * @param minContext values that must be there; the rest of a context is padded on the left; 0 = all
 *     of it
 * @param local how a window is scaled on top of its series' scaler
 * @param localLength the values before the origin that local scaling looks at; 0 = the context
 * @param observed a second group of channels tells which values were observed
 * @param naiveLags the target is what is left over the mean of the naive forecasts of these lags
 *     (the last {@code lag} values, again and again); none = the value itself
 * @param differences the network sees differences over these lags, one after the other, and its
 *     target is what is left over the continuation whose differences are zero; none = the values
 *     themselves
 * @param annualLag a further group of channels shows the context's season one year earlier, so many
 *     steps back; 0 = none
 * @param calendar where a recurrent step's first value stands in these cycles, sine and cosine
 */
public record WindowSettings(
    int context,
    int minContext,
    int horizon,
    int output,
    int stride,
    int maxPerSeries,
    int patch,
    LocalScale local,
    int localLength,
    boolean observed,
    int annualLag,
    List<Integer> naiveLags,
    List<Integer> differences,
    List<CalendarFeature> calendar)
    implements Serializable {

  /** Direct, of all windows, without differences and calendar features. */
  public WindowSettings(
      int context,
      int minContext,
      int horizon,
      int stride,
      int patch,
      LocalScale local,
      int localLength,
      boolean observed,
      int annualLag,
      List<Integer> naiveLags) {
    this(
        context,
        minContext,
        horizon,
        0,
        stride,
        0,
        patch,
        local,
        localLength,
        observed,
        annualLag,
        naiveLags,
        List.of(),
        List.of());
  }

  /** Scaling of a window by values of its own. */
  public enum LocalScale {
    NONE,
    /** Center: zero in original units; scale: the mean distance from it. For positive series. */
    LEVEL,
    /** Center: the mean; scale: the population standard deviation. */
    SPREAD
  }

  public WindowSettings {
    new Checks()
        .atLeast("context", context, 1)
        .that(
            minContext >= 0 && minContext <= context,
            "min-context",
            "must be between 0 and window.context (" + context + ")",
            minContext)
        .atLeast("horizon", horizon, 1)
        .that(
            output == 0 || (output > 0 && horizon % output == 0),
            "output",
            "must be 0 or divide window.horizon (" + horizon + ")",
            output)
        .atLeast("stride", stride, 1)
        .atLeast("max-per-series", maxPerSeries, 0)
        .atLeast("patch", patch, 1)
        .that(
            patch < 1 || context % patch == 0,
            "patch",
            "must divide window.context (" + context + ")",
            patch)
        .atLeast("local-length", localLength, 0)
        .that(
            annualLag == 0 || annualLag >= context + horizon,
            "annual-lag",
            "must be 0 or ≥ window.context + window.horizon (" + (context + horizon) + ")",
            annualLag)
        .that(naiveLags.stream().allMatch(lag -> lag >= 1), "naive-lags", "must be ≥ 1", naiveLags)
        .that(
            differences.stream().allMatch(lag -> lag >= 1),
            "differences",
            "must be ≥ 1",
            differences)
        .that(
            differences.isEmpty() || naiveLags.isEmpty(),
            "differences",
            "must be empty beside window.naive-lags: both say what the network's output is added to",
            differences)
        .that(
            calendar.stream().distinct().count() == calendar.size(),
            "calendar",
            "must not repeat",
            calendar)
        .done();
  }

  /** Whether a network is applied to its own forecasts. */
  public boolean recursive() {
    return output > 0 && output < horizon;
  }

  /** The windows of one application of a network. */
  public WindowSettings network() {
    return recursive() ? with(context, output, 0) : this;
  }

  /** The same with fewer values in; all of them for 0. */
  public WindowSettings withContext(int fewer) {
    return fewer == 0 ? this : with(fewer, horizon, output);
  }

  private WindowSettings with(int values, int ahead, int atOnce) {
    return new WindowSettings(
        values,
        Math.min(minContext, values),
        ahead,
        atOnce,
        stride,
        maxPerSeries,
        patch,
        local,
        localLength,
        observed,
        annualLag,
        naiveLags,
        differences,
        calendar);
  }

  /** Values before the origin that a window needs. */
  public int history() {
    return minContext == 0 ? context : minContext;
  }
}
