/**
 * Validate and regularise: raw rows to accepted rows and quarantine, then one row per series on its
 * regular grid. Imports {@code source}, {@code table}, {@code config} and {@code error}.
 */
package io.seriescast.quality;
