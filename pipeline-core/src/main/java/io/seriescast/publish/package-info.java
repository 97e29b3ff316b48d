/** Publish: a run on disk, its manifest, its commit, and what readers and cleaners follow. */
package io.seriescast.publish;
