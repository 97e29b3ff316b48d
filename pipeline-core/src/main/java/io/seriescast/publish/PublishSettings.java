package io.seriescast.publish;

/**
 * The section {@code publish}.
 *
 * @param windows whether the training windows are a table of the run
 */
public record PublishSettings(String output, boolean windows) {}
