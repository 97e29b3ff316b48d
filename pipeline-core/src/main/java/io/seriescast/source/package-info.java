/**
 * Read: any table in (files on a Hadoop file system, catalog tables, generated series), as raw rows
 * with their origin.
 */
package io.seriescast.source;
