package io.seriescast.model;

import io.seriescast.config.Checks;

/** The section {@code model}: a stack of recurrent layers whose last step feeds a linear layer. */
public record ModelSettings(
    CellKind cell,
    int hidden,
    int layers,
    double dropout,
    boolean bidirectional,
    int highway,
    Loss loss) {
  /** The recurrent cell. */
  public enum CellKind {
    RNN,
    LSTM,
    GRU
  }

  /** What training minimises. */
  public enum Loss {
    MSE,
    MAE,
    HUBER
  }

  public ModelSettings {
    new Checks()
        .between("hidden", hidden, 1, 4096)
        .between("layers", layers, 1, 8)
        .between("dropout", dropout, 0, 0.9)
        .atLeast("highway", highway, 0)
        .done();
  }
}
