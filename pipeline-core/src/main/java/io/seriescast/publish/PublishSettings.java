package io.seriescast.publish;

/** The section {@code publish}. */
public record PublishSettings(String output) {}
