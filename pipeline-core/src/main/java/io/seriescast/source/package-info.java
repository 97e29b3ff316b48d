/**
 * Read: any table in (files on a Hadoop file system, catalog tables, generated series), as raw rows
 * with their origin. Imports {@code table}, {@code config} and {@code error}.
 */
package io.seriescast.source;
