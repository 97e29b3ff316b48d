package io.seriescast;

import static org.apache.spark.sql.functions.col;

import io.seriescast.evaluate.Metrics;
import io.seriescast.forecast.BlendedForecasts;
import io.seriescast.forecast.Ensemble;
import io.seriescast.publish.Commit;
import io.seriescast.publish.Manifest;
import io.seriescast.publish.RowAccount;
import io.seriescast.publish.StepRecord;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * What a person wants to know at the end of a command.
 *
 * @param nothingToDo the run was published before, from the same input and configuration
 * @param commit absent while the run is not published
 * @param statuses series by status; empty before publication
 * @param rows absent before ingest
 * @param scores model → metric → value over all series: the chosen model first, the baselines last
 * @param seconds of every step done, in order
 * @param next the first step that is not done yet; absent when none is
 * @param report absent when it is not written yet
 */
public record RunSummary(
    String runId,
    boolean nothingToDo,
    Optional<Commit> commit,
    Map<String, Long> statuses,
    Optional<RowAccount> rows,
    Map<String, Map<String, Double>> scores,
    Map<String, Double> seconds,
    Optional<Step> next,
    String output,
    String tables,
    Optional<String> report) {

  static RunSummary of(RunContext given, boolean nothingToDo) {
    RunContext context = given.planned();
    Optional<Commit> commit = context.run().commit();
    Optional<Manifest> manifest = commit.flatMap(c -> context.run().manifest());
    List<StepRecord> records = manifest.map(Manifest::steps).orElseGet(context.run()::records);
    Map<String, Double> seconds = new LinkedHashMap<>();
    records.forEach(step -> seconds.put(step.step(), step.seconds()));
    Optional<Step> next =
        commit.isPresent()
            ? Optional.empty()
            : Step.of(context.settings()).stream()
                .filter(step -> step.applies(context.settings()))
                .filter(step -> !seconds.containsKey(step.command()))
                .findFirst();
    return new RunSummary(
        context.run().runId().value(),
        nothingToDo,
        commit,
        manifest.map(Manifest::statusCounts).orElse(Map.of()),
        manifest
            .map(Manifest::rows)
            .or(() -> context.run().record(Step.INGEST.command()).map(r -> context.account())),
        context.run().has(Table.METRICS) ? scores(context, records) : Map.of(),
        seconds,
        next,
        context.run().output().root().toString(),
        context.run().root().toString(),
        context.run().has(ReportStep.PAGE)
            ? Optional.of(context.run().root() + "/" + ReportStep.PAGE)
            : Optional.empty());
  }

  private static Map<String, Map<String, Double>> scores(
      RunContext context, List<StepRecord> records) {
    List<Row> overall =
        context
            .run()
            .read(context.spark(), Table.METRICS)
            .where(col(Columns.SCOPE).equalTo(Metrics.OVERALL))
            .select(Columns.MODEL, Columns.METRIC, Columns.VALUE)
            .collectAsList();
    Set<String> models = new LinkedHashSet<>();
    records.stream()
        .map(step -> step.facts().get(RunContext.MODEL))
        .filter(Objects::nonNull)
        .forEach(chosen -> models.add(chosen.toString()));
    models.addAll(context.chosenModels());
    models.addAll(List.of(BlendedForecasts.MODEL, Ensemble.MODEL));
    models.addAll(context.modelNames());
    models.addAll(context.settings().baselines());
    models.retainAll(overall.stream().map(row -> row.getString(0)).toList());
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    for (String model : models) {
      Map<String, Double> values = new LinkedHashMap<>();
      overall.stream()
          .filter(row -> row.getString(0).equals(model) && !row.isNullAt(2))
          .forEach(row -> values.put(row.getString(1), row.getDouble(2)));
      scores.put(model, values);
    }
    return scores;
  }
}
