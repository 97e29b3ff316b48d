package io.seriescast.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.seriescast.error.PipelineException;
import io.seriescast.table.Columns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where the rows of the input went: read = used + quarantined + deduplicated.
 *
 * @param read rows of the input
 * @param used rows that stand at a step of a regular series
 * @param deduplicated rows dropped since another row stands at their instant
 * @param conflicts instants at which rows had different values
 * @param series series of the input, with and without forecast
 * @param regular series on a grid
 * @param frequency of most series, the last by name of several; null where every series has one
 *     instant only and none is declared
 * @param frequencies how many different ones there are
 * @param largest id of the series with most rows
 * @param largestRows its rows
 * @param rows rows per reason of the quarantine
 * @param samples one example per reason
 */
public record Account(
    long read,
    long used,
    long deduplicated,
    long conflicts,
    long series,
    long regular,
    String frequency,
    long frequencies,
    String largest,
    long largestRows,
    Map<Reason, Long> rows,
    Map<Reason, String> samples) {

  /** The intake summed up: a row for each reason, and one without reason for the series. */
  static Dataset<Row> table(Dataset<Row> intake) {
    Dataset<Row> byFrequency =
        intake
            .groupBy(col(Columns.REASON), col(Columns.FREQUENCY))
            .agg(
                sum(col("read")).as("read"),
                sum(col("used")).as("used"),
                sum(col("deduplicated")).as("deduplicated"),
                sum(col("conflicts")).as("conflicts"),
                count(lit(1)).as("records"),
                count(when(col("micros").isNotNull(), 1)).as("regular"),
                max(struct(col("read"), col("uniqueId"))).as("largest"),
                sum(col(Columns.ROWS)).as(Columns.ROWS),
                min(struct(
                        col("uniqueId"),
                        col("rawDs"),
                        col("rawY"),
                        col(Columns.DETAIL),
                        col("sourceFile")))
                    .as("sample"));
    Column records = when(col(Columns.FREQUENCY).isNotNull(), col("records"));
    return byFrequency
        .groupBy(col(Columns.REASON))
        .agg(
            sum(col("read")).as("read"),
            sum(col("used")).as("used"),
            sum(col("deduplicated")).as("deduplicated"),
            sum(col("conflicts")).as("conflicts"),
            sum(col("records")).as("records"),
            sum(col("regular")).as("regular"),
            max(struct(records, col(Columns.FREQUENCY).as("name")))
                .getField("name")
                .as(Columns.FREQUENCY),
            count(col(Columns.FREQUENCY)).as("frequencies"),
            max(col("largest")).as("largest"),
            sum(col(Columns.ROWS)).as(Columns.ROWS),
            min(col("sample")).as("sample"));
  }

  /** Collects {@link Ingested#account}: an action, of as many rows as there are reasons. */
  public static Account of(Dataset<Row> table) {
    long read = 0;
    Account series = new Account(0, 0, 0, 0, 0, 0, null, 0, null, 0, Map.of(), Map.of());
    Map<Reason, Long> rows = new EnumMap<>(Reason.class);
    Map<Reason, String> samples = new EnumMap<>(Reason.class);
    for (Row row : table.collectAsList()) {
      read += row.<Long>getAs("read");
      if (row.getAs(Columns.REASON) == null) {
        Row largest = row.getAs("largest");
        series =
            new Account(
                0,
                row.<Long>getAs("used"),
                row.<Long>getAs("deduplicated"),
                row.<Long>getAs("conflicts"),
                row.<Long>getAs("records"),
                row.<Long>getAs("regular"),
                row.getAs(Columns.FREQUENCY),
                row.<Long>getAs("frequencies"),
                largest.getString(1),
                largest.getLong(0),
                Map.of(),
                Map.of());
      } else {
        Reason reason = Reason.valueOf(row.getAs(Columns.REASON));
        rows.put(reason, row.<Long>getAs(Columns.ROWS));
        Row sample = row.getAs("sample");
        samples.put(
            reason,
            "id %s, ds %s, y %s, %s, in %s"
                .formatted(
                    sample.get(0), sample.get(1), sample.get(2), sample.get(3), sample.get(4)));
      }
    }
    return new Account(
        read,
        series.used,
        series.deduplicated,
        series.conflicts,
        series.series,
        series.regular,
        series.frequency,
        series.frequencies,
        series.largest,
        series.largestRows,
        rows,
        samples);
  }

  /** Rows in the quarantine. */
  public long quarantined() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Rows of the quarantine over rows read, without those that are only not known yet; 0 where there
   * are none.
   */
  public double quarantinedShare() {
    long early = rows.getOrDefault(Reason.AFTER_AS_OF, 0L);
    return read == early ? 0 : (double) (quarantined() - early) / (read - early);
  }

  /**
   * To be called before anything is built on the ingested series.
   *
   * @throws PipelineException of kind DATA when there was no row, when more rows were quarantined
   *     than {@code quality.max-quarantined-share} allows, or when no series is left
   * @throws IllegalStateException when rows got lost: a bug of ours
   */
  public void check(QualitySettings settings) {
    if (read != used + quarantined() + deduplicated) {
      throw new IllegalStateException("rows got lost: " + this);
    }
    if (read == 0) {
      throw PipelineException.data("quality: NO_DATA: the input has no rows");
    }
    if (quarantinedShare() > settings.maxQuarantinedShare() || regular == 0) {
      throw PipelineException.data(
          "quality: %d of %d rows are quarantined and %d of %d series are left"
              + " (quality.max-quarantined-share = %s):%n%s%nMend the input or the configuration",
          quarantined(), read, regular, series, settings.maxQuarantinedShare(), reasons());
    }
    if (frequency == null) {
      throw PipelineException.data(
          "source.frequency = auto: none of the %d series has two instants to tell it from. Declare it, as in"
              + " source.frequency = D",
          regular);
    }
  }

  /** {@link Ingested#regular} with the usual frequency for series of one instant. */
  public Dataset<Row> withFrequency(Dataset<Row> regular) {
    return regular.withColumn(Columns.FREQUENCY, coalesce(col(Columns.FREQUENCY), lit(frequency)));
  }

  /** {@code 12 series, h}, or {@code 12 series, mostly D (3 frequencies)}. */
  public String shown() {
    return "%,d series, %s"
        .formatted(
            series,
            frequencies > 1
                ? "mostly %s (%d frequencies)".formatted(frequency, frequencies)
                : frequency);
  }

  /** What deserves a sentence: values that another took the place of, and skew. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (conflicts > 0) {
      remarks.add("%,d instants had several values (quality.duplicates)".formatted(conflicts));
    }
    if (series > 1 && 2 * largestRows > read) {
      remarks.add("one series has %.0f %% of the rows".formatted(100.0 * largestRows / read));
    }
    return remarks;
  }

  private String reasons() {
    return rows.entrySet().stream()
        .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
        .map(
            e ->
                "  %s: %d rows, e.g. %s"
                    .formatted(e.getKey(), e.getValue(), samples.get(e.getKey())))
        .collect(Collectors.joining("\n"));
  }
}
