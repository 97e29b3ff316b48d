/**
 * Model: the network's configuration from settings, and the saved artifact. DL4J lives here, in
 * cell, train and forecast only.
 */
package io.seriescast.model;
