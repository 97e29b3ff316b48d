/** Evaluate: metrics per series, per horizon step and overall, as DataFrame aggregations. */
package io.seriescast.evaluate;
