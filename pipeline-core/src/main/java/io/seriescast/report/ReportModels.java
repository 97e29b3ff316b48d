package io.seriescast.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.baseline.Baselines;
import io.seriescast.report.ReportContent.Kind;
import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Score;
import io.seriescast.table.Columns;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which models the run has, which of them are networks, and which one the page is about. */
final class ReportModels {
  private ReportModels() {}

  /**
   * Combinations first, then networks (models with losses, or with parameters among the facts),
   * then baselines; within each the one with the lowest error first, unscored ones last, by name.
   * Of too many the main one, the best baseline and those with scores stay.
   */
  static List<Model> of(
      ReportTables tables,
      Map<String, String> facts,
      List<Loss> losses,
      List<Score> scores,
      Map<String, Double> trainingSeconds) {
    Set<String> names = new LinkedHashSet<>();
    losses.forEach(l -> names.add(l.model()));
    scores.forEach(s -> names.add(s.model()));
    if (names.isEmpty()) {
      names.addAll(inStatus(tables));
    }
    String metric = Metrics.primary(scores.stream().map(Score::metric).toList());
    Map<String, Double> errors = new HashMap<>();
    scores.stream()
        .filter(s -> s.metric().equals(metric) && Double.isFinite(s.value()))
        .forEach(s -> errors.put(s.model(), Metrics.distance(metric, s.value())));
    Comparator<Model> bestFirst =
        Comparator.comparing(Model::kind)
            .thenComparing(m -> errors.getOrDefault(m.name(), Double.POSITIVE_INFINITY))
            .thenComparing(Model::name);
    List<Model> all =
        names.stream()
            .map(name -> model(name, facts, losses, trainingSeconds))
            .sorted(bestFirst)
            .toList();
    String main = facts.get(RunFacts.MAIN_MODEL);
    // What has a curve and no scores, a first fit or one of a backtest's, must not push those out.
    return Stream.of(
            all.stream().filter(m -> m.name().equals(main)),
            all.stream().filter(m -> m.kind() == Kind.BASELINE).limit(1),
            all.stream().filter(m -> errors.containsKey(m.name())),
            all.stream())
        .flatMap(models -> models)
        .distinct()
        .limit(ReportContent.MOST_MODELS)
        .sorted(bestFirst)
        .toList();
  }

  private static Model model(
      String name,
      Map<String, String> facts,
      List<Loss> losses,
      Map<String, Double> trainingSeconds) {
    Long parameters = RunFacts.count(facts, RunFacts.parametersOf(name));
    Double seconds = RunFacts.number(facts, RunFacts.trainingSecondsOf(name));
    boolean network = parameters != null || losses.stream().anyMatch(l -> l.model().equals(name));
    return new Model(
        name,
        network ? Kind.NETWORK : withoutNetwork(name),
        parameters,
        seconds != null ? seconds : trainingSeconds.get(name));
  }

  private static Kind withoutNetwork(String name) {
    return Baselines.names().contains(Baselines.withoutSeason(name))
        ? Kind.BASELINE
        : Kind.COMBINATION;
  }

  /** The model that the facts name, else the first. Null without models. */
  static String main(List<Model> models, Map<String, String> facts) {
    String named = facts.get(RunFacts.MAIN_MODEL);
    if (models.stream().anyMatch(m -> m.name().equals(named))) {
      return named;
    }
    return models.isEmpty() ? null : models.get(0).name();
  }

  /** Without losses and scores: the models that forecast, the most used one first. */
  private static List<String> inStatus(ReportTables tables) {
    return tables
        .status()
        .where(col(Columns.MODEL).isNotNull())
        .groupBy(Columns.MODEL)
        .agg(count(lit(1)).as("series"))
        .orderBy(col("series").desc(), col(Columns.MODEL))
        .limit(ReportContent.MOST_MODELS)
        .select(Columns.MODEL)
        .collectAsList()
        .stream()
        .map(r -> r.getString(0))
        .toList();
  }
}
