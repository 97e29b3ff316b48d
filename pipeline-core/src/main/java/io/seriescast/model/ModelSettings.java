package io.seriescast.model;

import io.seriescast.config.Binder;
import io.seriescast.config.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * The section {@code model}: a stack of recurrent layers whose last step feeds a linear layer.
 *
 * @param quantiles that a network of loss QUANTILE forecasts, ascending, the median among them
 */
public record ModelSettings(
    Recipe recipe,
    List<CellKind> cells,
    List<Integer> contexts,
    int seeds,
    int hidden,
    int layers,
    double dropout,
    boolean variationalDropout,
    boolean bidirectional,
    int highway,
    Loss loss,
    List<Double> quantiles) {
  /** Whether the settings are the user's or are chosen from the table. */
  public enum Recipe {
    NONE,
    AUTO
  }

  /** The recurrent cell. */
  public enum CellKind {
    RNN,
    RNN_RELU,
    LSTM,
    GRU
  }

  /** What training minimises. */
  public enum Loss {
    MSE,
    MAE,
    HUBER,
    /** The pinball losses of several quantiles. */
    QUANTILE
  }

  public ModelSettings {
    new Checks()
        .notEmpty("cells", cells)
        .distinct("cells", cells)
        .distinct("contexts", contexts)
        .that(contexts.stream().allMatch(c -> c >= 1), "contexts", "must be ≥ 1", contexts)
        .between("seeds", seeds, 1, 100)
        .between("hidden", hidden, 1, 4096)
        .between("layers", layers, 1, 8)
        .between("dropout", dropout, 0, 0.9)
        .atLeast("highway", highway, 0)
        .that(
            quantiles.stream().allMatch(q -> q > 0 && q < 1),
            "quantiles",
            "must lie between 0 and 1",
            quantiles)
        .that(
            quantiles.stream().distinct().sorted().toList().equals(quantiles),
            "quantiles",
            "must ascend",
            quantiles)
        .that(
            quantiles.contains(0.5),
            "quantiles",
            "must have 0.5 among them, the point forecast",
            quantiles)
        .done();
  }

  /** The quantiles that the networks forecast; empty for a point forecast. */
  public List<Double> trainedQuantiles() {
    return loss == Loss.QUANTILE ? quantiles : List.of();
  }

  /**
   * One network to train.
   *
   * @param context the values that it looks at; 0 for those of the section {@code window}
   */
  public record Member(String name, CellKind cell, int context, int number) {}

  /**
   * All networks to train: every cell with every context and every seed. Named by the cell, and by
   * context and seed's number where there are several: {@code lstm}, {@code gru-c168-2}.
   */
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (CellKind cell : cells) {
      for (int context : contexts.isEmpty() ? List.of(0) : contexts) {
        for (int number = 1; number <= seeds; number++) {
          String name =
              Binder.kebab(cell)
                  + (contexts.size() < 2 ? "" : "-c" + context)
                  + (seeds == 1 ? "" : "-" + number);
          members.add(new Member(name, cell, context, number));
        }
      }
    }
    return members;
  }
}
