/**
 * Validate and regularise: raw rows to accepted rows and quarantine, then one row per series on its
 * regular grid.
 */
package io.seriescast.quality;
