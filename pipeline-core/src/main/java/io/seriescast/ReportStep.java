package io.seriescast;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.InputFingerprint;
import io.seriescast.publish.Manifest;
import io.seriescast.publish.Publication;
import io.seriescast.publish.RowAccount;
import io.seriescast.publish.StepRecord;
import io.seriescast.publish.Versions;
import io.seriescast.report.ReportContent;
import io.seriescast.report.ReportContent.Choice;
import io.seriescast.report.ReportPage;
import io.seriescast.report.ReportQueries;
import io.seriescast.report.ReportTables;
import io.seriescast.report.RunFacts;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One page of everything, and the publication of the run. */
record ReportStep(RunContext context) {
  /** The page, in the run's folder. */
  static final String PAGE = "report/index.html";

  Map<String, Object> report() {
    ReportTables tables =
        new ReportTables(
            read(Table.SERIES),
            read(Table.PREDICTIONS),
            read(Table.METRICS),
            context.run().has(Table.LOSSES) ? read(Table.LOSSES) : empty(Table.LOSSES),
            read(Table.STATUS),
            read(Table.QUARANTINE));
    ReportContent content =
        ReportQueries.collect(tables, facts(), choices(), context.settings().report());
    context.run().writeText(PAGE, ReportPage.render(content));
    return Map.of("outcome", context.run().root() + "/" + PAGE);
  }

  private Dataset<Row> read(Table table) {
    return context.run().read(context.spark(), table);
  }

  private Dataset<Row> empty(Table table) {
    return context.spark().createDataFrame(List.of(), table.schema());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(RunFacts.RUN_ID, context.run().runId().value());
    context
        .settings()
        .source()
        .present()
        .ifPresent(present -> facts.put(RunFacts.AS_OF, present.toString()));
    facts.put(RunFacts.TIME_ZONE, context.settings().source().timeZone());
    RowAccount rows = context.account();
    facts.put(RunFacts.ROWS_READ, Long.toString(rows.read()));
    facts.put(RunFacts.ROWS_USED, Long.toString(rows.used()));
    facts.put(RunFacts.ROWS_QUARANTINED, Long.toString(rows.quarantined()));
    facts.put(RunFacts.ROWS_DEDUPLICATED, Long.toString(rows.deduplicated()));
    context
        .fact(RunContext.MODEL)
        .ifPresent(model -> facts.put(RunFacts.MAIN_MODEL, model.toString()));
    if (!context.settings().forecast().model().isBlank()) {
      for (NetworkSnapshot network : context.networks()) {
        facts.put(
            RunFacts.parametersOf(network.name()), Integer.toString(network.parameters().length));
      }
    }
    for (StepRecord step : context.run().records()) {
      facts.put(
          RunFacts.secondsOf(step.step()), Double.toString(Math.rint(step.seconds() * 100) / 100));
      step.facts().forEach((name, value) -> modelFacts(name, value, facts));
    }
    facts.put("seed", Long.toString(context.settings().train().seed()));
    facts.put("configuration (SHA-256)", context.config().sha256());
    facts.putAll(Versions.current());
    return facts;
  }

  /** What the recipe set in this run, and why; empty without a recipe. */
  private List<Choice> choices() {
    Map<String, String> reasons = texts(RunContext.REASONS);
    return texts(RunContext.PLAN).entrySet().stream()
        .map(
            set -> new Choice(set.getKey(), set.getValue(), reasons.getOrDefault(set.getKey(), "")))
        .toList();
  }

  private Map<String, String> texts(String fact) {
    return context.fact(fact).map(RunContext::texts).orElse(Map.of());
  }

  /** A network's own figures stand under its name in the record of the step train. */
  private static void modelFacts(String model, Object value, Map<String, String> facts) {
    if (value instanceof Map<?, ?> figures && figures.containsKey("parameters")) {
      facts.put(RunFacts.parametersOf(model), String.valueOf(figures.get("parameters")));
      facts.put(RunFacts.trainingSecondsOf(model), String.valueOf(figures.get("seconds")));
    }
  }

  /** Makes the run visible; nothing of it is before, everything after. */
  void publish(InputFingerprint input) {
    Map<String, Long> statuses = new TreeMap<>();
    read(Table.STATUS)
        .groupBy(Columns.STATUS)
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> statuses.put(row.getString(0), row.getLong(1)));
    Manifest manifest =
        Manifest.of(
            context.run().runId(),
            context.settings().source().present().orElse(null),
            Clock.systemUTC().instant(),
            Versions.current(),
            context.settings().train().seed(),
            context.config(),
            input,
            context.account(),
            statuses,
            context.settings().evaluate().backtest().enabled() ? List.of() : context.modelNames());
    Publication.publish(context.spark(), context.run(), manifest, Clock.systemUTC());
  }
}
