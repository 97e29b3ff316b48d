/**
 * Evaluate: metrics per series, per horizon step and overall, as DataFrame aggregations; the
 * quality gate; the best model per series. Start at {@link io.seriescast.evaluate.Metrics}. Imports
 * the vocabulary only.
 */
package io.seriescast.evaluate;
