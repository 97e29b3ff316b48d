package io.seriescast.window;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a network is told beside the values of the series; kept with the network, so that it is told
 * the same of series it never saw.
 *
 * @param historic names of the inputs known up to the present
 * @param future names of those known ahead
 * @param timeZone of calendar features
 */
public record Inputs(
    List<String> historic, List<String> future, List<StaticInput> statics, String timeZone)
    implements Serializable {
  /** The series alone. */
  public static final Inputs NONE = new Inputs(List.of(), List.of(), List.of(), "UTC");

  public Inputs {
    historic = List.copyOf(historic);
    future = List.copyOf(future);
    statics = List.copyOf(statics);
  }

  /**
   * Learns how static columns are encoded: two small jobs for each.
   *
   * @param prepared {@link io.seriescast.table.Table#PREPARED}
   */
  public static Inputs fit(Dataset<Row> prepared, SourceSettings source) {
    List<String> names = source.columns().static_();
    List<StaticInput> statics = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      statics.add(StaticInput.fit(prepared, i, names.get(i)));
    }
    return new Inputs(source.columns().historic(), source.future(), statics, source.timeZone());
  }

  /**
   * The same on another source.
   *
   * @throws PipelineException of kind TRAINING when it declares other columns
   */
  public Inputs on(SourceSettings source, Object model) {
    List<String> names = statics.stream().map(StaticInput::name).toList();
    if (!historic.equals(source.columns().historic())
        || !future.equals(source.future())
        || !names.equals(source.columns().static_())) {
      throw PipelineException.training(
          "the model %s was trained with the inputs static %s, historic %s, future %s, the configuration has static"
              + " %s, historic %s, future %s. Set source.columns and source.holidays as they were, or train again",
          model,
          names,
          historic,
          future,
          source.columns().static_(),
          source.columns().historic(),
          source.future());
    }
    return new Inputs(historic, future, statics, source.timeZone());
  }

  /** Whether there is more than the series. */
  public boolean any() {
    return !historic.isEmpty() || !future.isEmpty() || !statics.isEmpty();
  }

  /** Numbers of all static columns together. */
  int staticWidth() {
    return statics.stream().mapToInt(StaticInput::width).sum();
  }
}
