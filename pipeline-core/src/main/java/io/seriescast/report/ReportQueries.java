package io.seriescast.report;

import static io.seriescast.evaluate.Metrics.OVERALL;
import static io.seriescast.evaluate.Metrics.STEP;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import io.seriescast.report.ReportContent.Account;
import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Reason;
import io.seriescast.report.ReportContent.Sample;
import io.seriescast.report.ReportContent.Score;
import io.seriescast.report.ReportContent.StepScore;
import io.seriescast.table.Columns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what the page shows from the run's tables. Every query aggregates or limits on the
 * cluster: what comes to the driver is bounded by {@link ReportContent}'s limits, whatever the
 * number and length of the series.
 */
public final class ReportQueries {
  private static final Logger LOG = LoggerFactory.getLogger(ReportQueries.class);

  /** More than a configuration written by hand asks for, and little for the driver. */
  static final int MOST_SCORES = 100_000;

  private ReportQueries() {}

  /**
   * Runs the queries (this is an action, unlike the flow's pure steps).
   *
   * @param facts what the tables do not say, in the order shown; see {@link RunFacts}
   * @param choices what the recipe set, and why
   */
  public static ReportContent collect(
      ReportTables tables,
      Map<String, String> facts,
      List<ReportContent.Choice> choices,
      ReportSettings settings) {
    long start = System.nanoTime();
    ReportContent content;
    try (SideBySide queries = new SideBySide()) {
      content = collect(tables, facts, choices, settings, queries);
    }
    LOG.info(
        "report: {} models, {} series drawn, collected in {} s",
        content.models().size(),
        content.samples().size(),
        Math.round((System.nanoTime() - start) / 1e6) / 1e3);
    return content;
  }

  private static ReportContent collect(
      ReportTables tables,
      Map<String, String> facts,
      List<ReportContent.Choice> choices,
      ReportSettings settings,
      SideBySide queries) {
    Supplier<List<Score>> overall = queries.begin(() -> overall(tables.metrics()));
    Supplier<Account> account = queries.begin(() -> account(tables.quarantine(), facts));
    Supplier<Map<String, Long>> statuses = queries.begin(() -> statuses(tables.status()));
    Supplier<List<Reason>> reasons = queries.begin(() -> reasons(tables.quarantine()));
    List<Row> trained = trained(tables.losses());
    List<Loss> losses = losses(tables.losses(), trained);
    Map<String, Double> seconds = new HashMap<>();
    trained.stream()
        .filter(r -> !r.isNullAt(2))
        .forEach(r -> seconds.put(r.getString(0), r.getDouble(2)));
    List<Score> scores = overall.get();
    List<Model> models = ReportModels.of(tables, facts, losses, scores, seconds);
    String main = ReportModels.main(models, facts);
    List<String> names = models.stream().map(Model::name).toList();
    Supplier<List<StepScore>> steps = queries.begin(() -> steps(tables.metrics(), names));
    List<Sample> samples = SampleQueries.collect(tables, main, names, settings.series(), queries);
    return new ReportContent(
        settings.title(),
        limited(facts),
        account.get(),
        statuses.get(),
        reasons.get(),
        models,
        main,
        losses.stream().filter(l -> names.contains(l.model())).toList(),
        shown(scores, names),
        steps.get(),
        samples,
        choices);
  }

  /** The scores of the models shown, in the metrics that come first. */
  private static List<Score> shown(List<Score> scores, List<String> models) {
    Set<String> metrics =
        scores.stream()
            .map(Score::metric)
            .distinct()
            .sorted(Metrics.order())
            .limit(ReportContent.MOST_METRICS)
            .collect(Collectors.toSet());
    return scores.stream()
        .filter(s -> models.contains(s.model()) && metrics.contains(s.metric()))
        .toList();
  }

  private static Map<String, String> limited(Map<String, String> facts) {
    Map<String, String> first = new LinkedHashMap<>();
    facts.entrySet().stream()
        .limit(ReportContent.MOST_FACTS)
        .forEach(e -> first.put(e.getKey(), e.getValue() == null ? "" : e.getValue()));
    return first;
  }

  private static Account account(Dataset<Row> quarantine, Map<String, String> facts) {
    Long counted = RunFacts.count(facts, RunFacts.ROWS_QUARANTINED);
    return new Account(
        RunFacts.count(facts, RunFacts.ROWS_READ),
        RunFacts.count(facts, RunFacts.ROWS_USED),
        counted == null ? rows(quarantine) : counted,
        RunFacts.count(facts, RunFacts.ROWS_DEDUPLICATED));
  }

  private static long rows(Dataset<Row> quarantine) {
    Row sums = quarantine.agg(sum(Columns.ROWS)).first();
    return sums.isNullAt(0) ? 0 : sums.getLong(0);
  }

  private static Map<String, Long> statuses(Dataset<Row> status) {
    Map<String, Long> counts = new LinkedHashMap<>();
    status
        .groupBy(Columns.STATUS)
        .agg(count(lit(1)).as("series"))
        .orderBy(col(Columns.STATUS))
        .limit(20)
        .collectAsList()
        .forEach(r -> counts.put(String.valueOf(r.getString(0)), r.getLong(1)));
    return counts;
  }

  private static List<Reason> reasons(Dataset<Row> quarantine) {
    String example = "example";
    return quarantine
        .groupBy(Columns.REASON)
        .agg(
            count(lit(1)).as("records"),
            sum(Columns.ROWS).as(Columns.ROWS),
            min(struct(
                    // An id of any length is data; the page cuts it, the driver need not see it.
                    substring(col(Columns.UNIQUE_ID), 1, 200),
                    substring(col(Columns.DETAIL), 1, 200)))
                .as(example))
        .orderBy(col("records").desc(), col(Columns.REASON))
        .limit(ReportContent.MOST_REASONS)
        .collectAsList()
        .stream()
        .map(
            r -> {
              Row of = r.getStruct(r.fieldIndex(example));
              int rows = r.fieldIndex(Columns.ROWS);
              return new Reason(
                  String.valueOf(r.getString(0)),
                  r.getLong(1),
                  r.isNullAt(rows) ? 0 : r.getLong(rows),
                  of.getString(0),
                  of.getString(1));
            })
        .toList();
  }

  /** What is known of each trained model at once: its last epoch, and its seconds. */
  private static List<Row> trained(Dataset<Row> losses) {
    return losses
        .groupBy(Columns.MODEL)
        .agg(max(Columns.EPOCH), sum(Columns.SECONDS))
        .orderBy(col(Columns.MODEL).contains("."), col(Columns.MODEL)) // a first fit after all last
        .limit(ReportContent.MOST_MODELS)
        .collectAsList();
  }

  /** All epochs, or every so-manieth of very many; the last one always. */
  private static List<Loss> losses(Dataset<Row> losses, List<Row> trained) {
    int longest = trained.stream().mapToInt(r -> r.getInt(1)).max().orElse(0);
    if (longest == 0) {
      return List.of();
    }
    int every = 1 + (longest - 1) / ReportContent.MOST_EPOCHS;
    Column epochs = col(Columns.EPOCH).mod(every).equalTo(1 % every);
    for (Row last : trained) {
      epochs =
          epochs.or(
              col(Columns.MODEL)
                  .equalTo(last.getString(0))
                  .and(col(Columns.EPOCH).equalTo(last.getInt(1))));
    }
    return losses
        .where(col(Columns.MODEL).isin(trained.stream().map(r -> r.getString(0)).toArray()))
        .where(epochs)
        .orderBy(Columns.MODEL, Columns.EPOCH)
        .limit(ReportContent.MOST_MODELS * (ReportContent.MOST_EPOCHS + 2))
        .select(
            Columns.MODEL,
            Columns.EPOCH,
            Columns.TRAIN_LOSS,
            Columns.VALIDATION_LOSS,
            Columns.LEARNING_RATE)
        .collectAsList()
        .stream()
        .map(r -> new Loss(r.getString(0), r.getInt(1), number(r, 2), number(r, 3), number(r, 4)))
        .toList();
  }

  /** Of all models: which of them are shown depends on it. */
  private static List<Score> overall(Dataset<Row> metrics) {
    return metrics
        .where(col(Columns.SCOPE).equalTo(OVERALL))
        .orderBy(Columns.MODEL, Columns.METRIC)
        .limit(MOST_SCORES)
        .select(Columns.MODEL, Columns.METRIC, Columns.VALUE, Columns.N)
        .collectAsList()
        .stream()
        .map(
            r ->
                new Score(
                    r.getString(0), r.getString(1), number(r, 2), r.isNullAt(3) ? 0 : r.getLong(3)))
        .toList();
  }

  /** One metric by horizon step, the deciding one of those there are. */
  private static List<StepScore> steps(Dataset<Row> metrics, List<String> models) {
    Dataset<Row> steps =
        metrics
            .where(col(Columns.SCOPE).equalTo(STEP))
            .where(col(Columns.MODEL).isin(models.toArray()));
    Map<String, Integer> horizons = new LinkedHashMap<>();
    steps
        .groupBy(Columns.METRIC)
        .agg(max(Columns.HORIZON_STEP))
        .limit(MOST_SCORES)
        .collectAsList()
        .forEach(r -> horizons.put(r.getString(0), r.getInt(1)));
    String metric = Metrics.primary(horizons.keySet());
    if (metric == null) {
      return List.of();
    }
    int horizon = horizons.get(metric);
    int every = 1 + (horizon - 1) / ReportContent.MOST_STEPS;
    return steps
        .where(col(Columns.METRIC).equalTo(metric))
        .where(
            col(Columns.HORIZON_STEP)
                .mod(every)
                .equalTo(1 % every)
                .or(col(Columns.HORIZON_STEP).equalTo(horizon)))
        .orderBy(Columns.MODEL, Columns.HORIZON_STEP)
        .limit(ReportContent.MOST_MODELS * (ReportContent.MOST_STEPS + 1))
        .select(Columns.MODEL, Columns.METRIC, Columns.HORIZON_STEP, Columns.VALUE)
        .collectAsList()
        .stream()
        .map(r -> new StepScore(r.getString(0), r.getString(1), r.getInt(2), number(r, 3)))
        .toList();
  }

  static double number(Row row, int at) {
    return row.isNullAt(at) ? Double.NaN : row.getDouble(at);
  }
}
