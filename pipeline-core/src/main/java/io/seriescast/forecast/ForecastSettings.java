package io.seriescast.forecast;

import io.seriescast.baseline.Baselines;
import io.seriescast.config.Checks;
import java.util.List;

/** The section {@code forecast}. */
public record ForecastSettings(
    Choice choose,
    Ensemble.Kind ensemble,
    boolean blend,
    List<String> baselines,
    List<Integer> intervals,
    IntervalMethod intervalMethod,
    boolean nonNegative,
    String model,
    boolean future) {

  /** Whose forecasts the run stands for: in the table of status, and before the quality gate. */
  public enum Choice {
    /** The blend where there is one, else the ensemble, else {@link #NETWORK}. */
    AUTO,
    /** Of several the one that did best on the validation part of all series. */
    NETWORK,
    ENSEMBLE,
    BLEND,
    /** For each series the model that did best on its validation part. */
    CHAMPION
  }

  /** What is chosen is also made. */
  public ForecastSettings {
    blend = blend || choose == Choice.BLEND;
    ensemble =
        choose == Choice.ENSEMBLE && ensemble == Ensemble.Kind.NONE ? Ensemble.Kind.MEAN : ensemble;
    Checks checks = new Checks();
    baselines.forEach(
        name -> checks.oneOf("baselines", Baselines.withoutSeason(name), Baselines.names()));
    checks
        .that(
            intervals.stream().allMatch(level -> level > 0 && level < 100),
            "intervals",
            "must be levels in percent between 1 and 99",
            intervals)
        .distinct("intervals", intervals)
        .distinct("baselines", baselines)
        .done();
  }

  /** {@link #choose} with {@link Choice#AUTO} decided. */
  public Choice chosen() {
    if (choose != Choice.AUTO) {
      return choose;
    }
    return blend ? Choice.BLEND : ensemble != Ensemble.Kind.NONE ? Choice.ENSEMBLE : Choice.NETWORK;
  }

  /** Levels that networks are to give by their own quantiles. */
  public List<Integer> quantileLevels() {
    return intervalMethod == IntervalMethod.CONFORMAL ? List.of() : intervals;
  }
}
