/** Forecast: networks and baselines applied at cutoffs, in original units, with intervals. */
package io.seriescast.forecast;
