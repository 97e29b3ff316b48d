/** Scale: per-series scalers, fitted on the training part only, a table, invertible. */
package io.seriescast.scale;
