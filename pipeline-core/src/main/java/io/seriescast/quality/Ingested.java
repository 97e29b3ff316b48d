package io.seriescast.quality;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The results of {@link Ingest}, all of them views of one intake.
 *
 * @param regular {@link io.seriescast.table.Table#REGULAR}: every series that is forecast
 * @param quarantine {@link io.seriescast.table.Table#QUARANTINE}
 * @param status {@link io.seriescast.table.Table#STATUS} rows of the series that are not in {@code
 *     regular}
 * @param account what {@link Account#of} sums up: one row per reason and one for the totals
 */
public record Ingested(
    Dataset<Row> regular, Dataset<Row> quarantine, Dataset<Row> status, Dataset<Row> account) {}
