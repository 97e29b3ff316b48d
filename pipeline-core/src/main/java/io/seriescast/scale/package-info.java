/**
 * Scale: the step {@code prepare}. Per-series scalers, fitted on the training part only, a table,
 * invertible; and the error scales of MASE and its kin.
 *
 * <p>Every scaler maps one value to one value. Differencing, plain or seasonal, does not: its
 * inverse needs the values before. It is a setting of windows, which have them: {@code
 * window.differences}.
 *
 * <p>Imports the vocabulary and split.
 */
package io.seriescast.scale;
