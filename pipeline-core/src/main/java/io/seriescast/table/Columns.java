package io.seriescast.table;

/** Every column name of every table, once. */
public final class Columns {
  /** The key of a series. Always a string: "007" and "1e3" are ids, not numbers. */
  public static final String UNIQUE_ID = "unique_id";

  /** The timestamp of a value (an instant). */
  public static final String DS = "ds";

  /** The target value, in original units. */
  public static final String Y = "y";

  /** Whether {@link #Y} was read, as opposed to filled in or left empty on the grid. */
  public static final String IS_OBSERVED = "is_observed";

  // quarantine
  public static final String RAW_DS = "raw_ds";
  public static final String RAW_Y = "raw_y";
  public static final String SOURCE_FILE = "source_file";
  public static final String REASON = "reason";
  public static final String DETAIL = "detail";

  /** How many input rows a quarantine record takes out of the flow. */
  public static final String ROWS = "rows";

  // prepared (one row per series)
  public static final String FREQUENCY = "frequency";
  public static final String SEASON = "season";
  public static final String TRAIN_END = "train_end";
  public static final String VALIDATION_END = "validation_end";
  public static final String SCALER = "scaler";
  public static final String MASE_SCALE = "mase_scale";
  public static final String RMSSE_SCALE = "rmsse_scale";
  public static final String SHORT = "is_short";

  /** Texts, one per static column; null for none. */
  public static final String STATICS = "statics";

  /** An array for each historic column, as long as y. */
  public static final String HISTORIC = "historic";

  /** An array for each input known ahead, at least as long as y. */
  public static final String FUTURE = "future";

  // scalers
  public static final String KIND = "kind";
  public static final String CENTER = "center";
  public static final String SCALE = "scale";
  public static final String LAMBDA = "lambda";
  public static final String FITTED_FROM = "fitted_from";
  public static final String FITTED_TO = "fitted_to";
  public static final String N = "n";

  // windows
  public static final String ORIGIN = "origin";
  public static final String CONTEXT = "context";
  public static final String TARGET = "target";

  // predictions
  public static final String CUTOFF = "cutoff";
  public static final String HORIZON_STEP = "horizon_step";
  public static final String MODEL = "model";
  public static final String Y_HAT = "y_hat";

  // metrics
  public static final String SCOPE = "scope";
  public static final String METRIC = "metric";
  public static final String VALUE = "value";

  // losses
  public static final String EPOCH = "epoch";
  public static final String TRAIN_LOSS = "train_loss";
  public static final String VALIDATION_LOSS = "validation_loss";
  public static final String LEARNING_RATE = "learning_rate";
  public static final String WINDOWS_TRAINED = "windows_trained";
  public static final String SECONDS = "seconds";

  // status
  public static final String STATUS = "status";

  private Columns() {}

  /**
   * The lower bound of the central interval of {@code level} percent, as in {@code y_hat_lo_80}.
   */
  public static String low(int level) {
    return Y_HAT + "_lo_" + level;
  }

  /**
   * The upper bound of the central interval of {@code level} percent, as in {@code y_hat_hi_80}.
   */
  public static String high(int level) {
    return Y_HAT + "_hi_" + level;
  }
}
