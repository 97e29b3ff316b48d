/** Baselines: what any network has to beat, as plain functions of a history. */
package io.seriescast.baseline;
