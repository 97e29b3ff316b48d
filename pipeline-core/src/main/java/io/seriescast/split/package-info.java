/** Split: the chronological parts of a series, and the cutoffs at which it is forecast. */
package io.seriescast.split;
