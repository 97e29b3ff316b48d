package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;

import com.typesafe.config.Config;
import io.seriescast.config.ConfigFiles;
import io.seriescast.evaluate.Champions;
import io.seriescast.forecast.BlendedForecasts;
import io.seriescast.forecast.Ensemble;
import io.seriescast.model.ModelSettings;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.model.WarmStart;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.publish.InputFingerprint;
import io.seriescast.publish.RowAccount;
import io.seriescast.publish.Run;
import io.seriescast.source.Inventory;
import io.seriescast.source.Reader;
import io.seriescast.source.SourceSettings;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What every step is given: the session, the settings, and the run that it reads from and writes
 * to.
 *
 * @param told the configuration as it was loaded, with the secrets in it
 * @param config the same, as it may be shown and is compared
 * @param settings of the configuration, with some values {@code instead}
 * @param lastFit false in a fit of a backtest that others come after
 */
record RunContext(
    SparkSession spark,
    Config told,
    EffectiveConfig config,
    Settings settings,
    Run run,
    Map<String, String> instead,
    boolean lastFit) {
  /** The facts under which prepare keeps the recipe's choices and their reasons, both by key. */
  static final String PLAN = "plan";

  static final String REASONS = "reasons";

  /** The fact that names the one model that the run stands for, of {@link #chosenModels}. */
  static final String MODEL = "model";

  static RunContext of(SparkSession spark, Config told, Run run) {
    Settings settings = Settings.bind(told);
    return new RunContext(spark, told, settings.effective(told), settings, run, Map.of(), true);
  }

  /** What of the configuration a step's result depends on. */
  EffectiveConfig dependsOn(Step step) {
    return step.dependsOn(config, settings.model().recipe());
  }

  /** In what the steps that the run has begun or done were otherwise than they would be now. */
  List<String> differences(InputFingerprint input) {
    return Stream.concat(run.begun().stream(), run.records().stream())
        .flatMap(done -> done.differences(dependsOn(Step.of(done.step())), input.sha256()).stream())
        .distinct()
        .toList();
  }

  /** What the input is right now; for generated series, what they are generated from. */
  InputFingerprint input() {
    SourceSettings source = settings.source();
    InputFingerprint series =
        source.format() == SourceSettings.Format.GENERATED
            ? InputFingerprint.ofSettings(config.sections("source"))
            : fingerprint(source);
    return source.holidays().path().isBlank()
        ? series
        : series.and(fingerprint(source.holidaySource()));
  }

  private InputFingerprint fingerprint(SourceSettings source) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    return source.format() == SourceSettings.Format.TABLE
        ? InputFingerprint.ofFiles(hadoop, Reader.files(spark, source))
        : InputFingerprint.of(hadoop, Inventory.of(source.key(), source.path(), hadoop));
  }

  /** This context with choices of the recipe in place of what the configuration says. */
  RunContext planned(Map<String, String> plan) {
    RunContext planned = with(plan, run, lastFit);
    planned.settings.requirePlanned();
    return planned;
  }

  /** This context on another run, with some values in place of what the configuration says. */
  RunContext with(Map<String, String> values, Run of, boolean last) {
    Map<String, String> now = new LinkedHashMap<>(instead);
    now.putAll(values);
    Settings bound =
        Settings.bind(ConfigFiles.with(told, now, "chosen by model.recipe or for a backtest"));
    return new RunContext(spark, told, config, bound, of, now, last);
  }

  /**
   * The regular series. In a fit of a backtest without those that are too short for it; those too
   * short for every fit stay in the last one, for their fallback.
   */
  Dataset<Row> regular() {
    Column enough =
        not(col(Columns.SHORT)).and(size(col(Columns.Y)).geq(MinimumLength.of(settings)));
    return run.read(spark, Table.REGULAR).where(lastFit ? enough.or(col(Columns.SHORT)) : enough);
  }

  /**
   * This context with the choices that prepare made, if it did; a published run has them in its
   * manifest.
   */
  RunContext planned() {
    Map<String, String> plan =
        fact(PLAN).map(RunContext::texts).orElseGet(() -> publishedPlan(run));
    return plan.isEmpty() ? this : planned(plan);
  }

  /** The recipe's choices of a published run; empty without a recipe. */
  static Map<String, String> publishedPlan(Run published) {
    return published.manifest().stream()
        .flatMap(manifest -> manifest.steps().stream())
        .filter(step -> step.facts().containsKey(PLAN))
        .map(step -> texts(step.facts().get(PLAN)))
        .findFirst()
        .orElse(Map.of());
  }

  /** What a step of this run said of itself under a name, if one did. */
  Optional<Object> fact(String name) {
    return run.records().stream()
        .filter(step -> step.facts().containsKey(name))
        .map(step -> step.facts().get(name))
        .findFirst();
  }

  static Map<String, String> texts(Object plan) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) plan).forEach((key, value) -> texts.put((String) key, (String) value));
    return texts;
  }

  /**
   * The networks whose forecasts of the validation part are honest: those that were not trained on
   * it.
   */
  List<NetworkSnapshot> validationNetworks() {
    String from = settings.forecast().model();
    if (!from.isBlank()) {
      return PublishedModels.beforeValidation(spark, from, settings);
    }
    List<String> names =
        settings.model().members().stream().map(ModelSettings.Member::name).toList();
    return models().beforeValidation(names, settings);
  }

  static String validationName(String member) {
    return member + ".validation";
  }

  ModelFiles models() {
    return new ModelFiles(run);
  }

  /**
   * The networks to forecast with: those of the published run that {@code forecast.model} names, or
   * the ones trained here.
   */
  List<NetworkSnapshot> networks() {
    String from = settings.forecast().model();
    if (from.isBlank()) {
      return settings.model().members().stream()
          .map(member -> models().read(member.name(), settings))
          .toList();
    }
    return PublishedModels.read(spark, "forecast.model", from, config, settings);
  }

  /** The published networks that {@code train.warm-start} names, if it does. */
  Optional<WarmStart> warmStart() {
    String key = "train.warm-start";
    String from = settings.train().warmStart();
    return from.isBlank()
        ? Optional.empty()
        : Optional.of(
            new WarmStart(from, PublishedModels.read(spark, key, from, config, settings)));
  }

  /** What the run may stand for: one model, or networks, of which the step forecast chooses. */
  List<String> chosenModels() {
    return switch (settings.forecast().chosen()) {
      case CHAMPION -> List.of(Champions.NAME);
      case BLEND -> List.of(BlendedForecasts.MODEL);
      case ENSEMBLE -> List.of(Ensemble.MODEL);
      case NETWORK, AUTO -> modelNames();
    };
  }

  /** The names of {@link #networks}. */
  List<String> modelNames() {
    String from = settings.forecast().model();
    return from.isBlank()
        ? settings.model().members().stream().map(ModelSettings.Member::name).toList()
        : PublishedModels.names(spark, from);
  }

  /** The account that ingest left. */
  RowAccount account() {
    Map<String, Object> facts = run.record(Step.INGEST.command()).orElseThrow().facts();
    return new RowAccount(
        count(facts, "read"),
        count(facts, "used"),
        count(facts, "quarantined"),
        count(facts, "deduplicated"));
  }

  private static long count(Map<String, Object> facts, String name) {
    return ((Number) facts.get(name)).longValue();
  }
}
