/**
 * Baselines: what any network has to beat, as plain functions of a history. Start at {@link
 * io.seriescast.baseline.Baselines}. Imports io.seriescast.error only.
 */
package io.seriescast.baseline;
