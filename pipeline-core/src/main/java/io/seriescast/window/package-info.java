/** Window: contexts and targets cut from prepared series, and their packing into minibatches. */
package io.seriescast.window;
