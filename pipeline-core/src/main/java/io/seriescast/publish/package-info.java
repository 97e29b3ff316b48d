/**
 * Publish: a run on disk, its manifest, its commit, and what readers and cleaners follow.
 *
 * <p>Begin with {@link io.seriescast.publish.Output}. A {@link io.seriescast.publish.Run} is
 * written under a {@link io.seriescast.publish.Lease}, step by step ({@link
 * io.seriescast.publish.StepRecord}), and made visible by {@link
 * io.seriescast.publish.Publication}: one file, created exclusively, last. Models and checkpoints
 * are sealed ({@link io.seriescast.publish.ModelArtifact}, {@link
 * io.seriescast.publish.Checkpoints}).
 *
 * <p>Imports the vocabulary only: error, table, and no network types.
 */
package io.seriescast.publish;
