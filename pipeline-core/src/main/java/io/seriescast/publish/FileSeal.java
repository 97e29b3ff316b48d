package io.seriescast.publish;

/**
 * One file of a published run.
 *
 * @param path relative to the run's root, with '/'
 * @param bytes its size
 */
public record FileSeal(String path, long bytes, String sha256) {}
